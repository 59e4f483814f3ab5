/** @module-tag long */
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { type Fault, type Result, runUnderFire } from './run-under-fire.ts'

let portal: PortalUnderFire | undefined
afterEach(async () => {
  await portal?.close()
  portal = undefined
})

function tell(name: string, { verdict, broken, bites }: Result): void {
  const { wrong, ...counts } = verdict
  console.info(name, counts, bites, `${wrong.length} wrong, ${broken.length} broken`)
}

describe('filing under fire, for long', () => {
  it('loses none of a thousand in forty kills of portal, worker, decoder and database', {
    timeout: 1_800_000,
  }, async () => {
    portal = await createPortalUnderFire({ worker: true })
    const round: Fault[] = ['portal', 'pictures', 'database', 'worker']
    const faults = Array.from({ length: 40 }, (_, index): Fault => round[index % 4] ?? 'portal')
    const result = await runUnderFire(portal, { faults, residents: 6, acksBetween: 25, withPhotos: 0.3 })
    tell('forty kills', result)
    expect(result.broken).toEqual([])
    expect(result.verdict).toMatchObject({ ackedMissing: 0, duplicates: 0, refusedPresent: 0, wrong: [] })
    // Fewer would be no verdict, and so would be faults that met nothing.
    expect(result.verdict.ackedPresent).toBeGreaterThanOrEqual(1_000)
    expect(result.verdict.unknownPresent + result.verdict.unknownAbsent).toBeGreaterThan(0)
    expect(Object.values(result.bites).filter((times) => times < 5)).toEqual([])
  })
})

describe('the same on a portal that is broken on purpose', () => {
  it('finds complaints that were acknowledged before they were committed', { timeout: 600_000 }, async () => {
    const broken = pathToFileURL(`${import.meta.dirname}/broken/commit-too-late.ts`).href
    portal = await createPortalUnderFire({ env: { NODE_OPTIONS: `--import ${broken}` } })
    const faults = Array.from({ length: 6 }, (): Fault => 'portal')
    const result = await runUnderFire(portal, { faults, residents: 4, acksBetween: 3 })
    tell('commit too late', result)
    expect(result.verdict.ackedMissing).toBeGreaterThan(0)
    expect(result.verdict.ackedPresent, 'most are there all the same').toBeGreaterThan(0)
  })

  it('finds complaints that the database had not yet written down', { timeout: 600_000 }, async () => {
    portal = await createPortalUnderFire({ sql: 'ALTER ROLE CURRENT_USER SET synchronous_commit TO off' })
    const faults = Array.from({ length: 6 }, (): Fault => 'database')
    const result = await runUnderFire(portal, { faults, residents: 4, acksBetween: 3 })
    tell('synchronous_commit off', result)
    // A step of a form that is lost before Send is a lie as well.
    expect(result.verdict.ackedMissing + result.verdict.wrong.length).toBeGreaterThan(0)
    expect(result.verdict.ackedPresent).toBeGreaterThan(0)
  })

  it('finds jobs that were added after the commit of what they are about', { timeout: 600_000 }, async () => {
    const broken = pathToFileURL(`${import.meta.dirname}/broken/job-outside.ts`).href
    portal = await createPortalUnderFire({ env: { NODE_OPTIONS: `--import ${broken}` } })
    const faults = Array.from({ length: 6 }, (): Fault => 'portal')
    const result = await runUnderFire(portal, { faults, residents: 4, acksBetween: 3 })
    tell('job outside the transaction', result)
    expect(result.verdict.ackedMissing, 'the complaints themselves are there').toBe(0)
    expect(result.broken).toContainEqual(expect.stringContaining('filed form without its job'))
  })
})
