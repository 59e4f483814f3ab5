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

function tell(name: string, { verdict, broken }: Result): void {
  const { wrong, ...counts } = verdict
  console.info(name, counts, `${wrong.length} wrong, ${broken.length} broken`)
}

describe('filing under fire, for long', () => {
  it('loses nothing in thirty kills', { timeout: 1_200_000 }, async () => {
    portal = await createPortalUnderFire()
    const faults = Array.from({ length: 30 }, (_, index): Fault => (index % 3 === 2 ? 'database' : 'portal'))
    const result = await runUnderFire(portal, { faults, residents: 4, acksBetween: 8 })
    tell('thirty kills', result)
    expect(result.broken).toEqual([])
    expect(result.verdict).toMatchObject({ ackedMissing: 0, duplicates: 0, refusedPresent: 0, wrong: [] })
    expect(result.verdict.ackedPresent).toBeGreaterThan(200)
    // Without answers that never came the kills would have hit nothing.
    expect(result.verdict.unknownPresent + result.verdict.unknownAbsent).toBeGreaterThan(0)
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
})
