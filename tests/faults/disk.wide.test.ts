/** @module-tag long */
import { once } from 'node:events'
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { judge } from './ledger.ts'
import { anyColour, pictureOf } from './pictures.ts'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { fileOne } from './residents.ts'
import { freeBytes, openSmallDisk, type SmallDisk, whyNoSmallDisk } from './small-disk.ts'

/** Disks that are full: rows 6, 7 and 28 of tests/faults/README.md. */

let portal: PortalUnderFire | undefined
const disks: SmallDisk[] = []
afterEach(async () => {
  await portal?.killPortal()
  // A folder on which a disk is mounted cannot be removed.
  for (const disk of disks.splice(0)) await disk.close()
  await portal?.close()
  portal = undefined
})

const disk = async (megabytes: number, at?: string) => {
  const made = await openSmallDisk(megabytes, at)
  disks.push(made)
  return made
}

const calmly = (ms: number) => ({ until: AbortSignal.timeout(ms), onMoment: () => undefined })
const habits = { isPatient: true, isNervous: false, photos: 0 }

async function statusOf(address: string): Promise<number> {
  const { origin } = portal?.town ?? {}
  return fetch(`${origin}${address}`, { signal: AbortSignal.timeout(20_000) }).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.status
    },
    () => 0,
  )
}

describe.skipIf(whyNoSmallDisk !== '')(`full disks${whyNoSmallDisk && ` (${whyNoSmallDisk})`}`, () => {
  test('6: of the database: nothing is acknowledged, pages are read, and free space is all it needs', async () => {
    const small = await disk(420)
    portal = await createPortalUnderFire({ home: path.join(small.folder, 'home') })
    await portal.start()
    const before = await fileOne(portal.town, habits, calmly(60_000))
    expect(before?.outcome).toBe('acked')
    small.fill()
    expect(freeBytes(small.folder), 'the fault bites').toBe(0)
    // Each filing writes; sooner or later the database needs another file and has no room for it.
    const during = []
    const until = performance.now() + 45_000
    while (performance.now() < until) {
      const attempt = await fileOne(portal.town, { ...habits, isPatient: false }, calmly(8_000))
      if (attempt !== undefined) during.push(attempt)
      if (attempt === undefined || attempt.outcome !== 'acked') break
    }
    const list = complaintPaths.list('ru', portal.town.slug)
    await expect.poll(() => statusOf(list), { timeout: 30_000, interval: 500 }).toBe(200)
    expect(portal.process().child.exitCode, 'the portal lives on').toBeNull()
    small.free()
    const after = await fileOne(portal.town, habits, calmly(90_000))
    expect(after?.outcome, 'without a hand of anybody').toBe('acked')
    const attempts = [before, ...during, after].filter((one) => one !== undefined)
    const { verdict, broken } = await portal.look(async (inside) => ({
      verdict: await judge(attempts, inside),
      broken: await brokenInvariants(inside),
    }))
    expect(broken).toEqual([])
    expect(verdict).toMatchObject({ ackedMissing: 0, duplicates: 0, refusedPresent: 0 })
    console.info(
      'database on a full disk',
      during.map(({ outcome }) => outcome),
      verdict,
    )
  }, 400_000)

  test('7: of photos: the complaint is filed without them, its resident is told, and no half file is seen', async () => {
    portal = await createPortalUnderFire()
    const store = path.join(portal.dataDir, 'files')
    await mkdir(store, { recursive: true })
    const small = await disk(1, store)
    small.fill()
    await portal.start()
    const { origin, slug } = portal.town
    const form = new FormData()
    form.set('text', 'Во дворе третий день не вывозят мусор, контейнеры полны')
    form.set('category', 'other')
    form.append(
      'photos',
      new Blob([new Uint8Array(await pictureOf(anyColour()))], { type: 'image/jpeg' }),
      'a.jpg',
    )
    const answer = await fetch(origin + complaintPaths.new('ru', slug), {
      method: 'POST',
      body: form,
      headers: { origin },
      redirect: 'manual',
    })
    const page = await answer.text()
    expect([422, 503]).toContain(answer.status)
    expect(page, 'what was typed is kept').toContain('не вывозят мусор')
    expect(page).toMatch(/<div class="ds-error-summary"/)
    const left = await readdir(store, { recursive: true, withFileTypes: true })
    expect(
      left.filter((entry) => entry.isFile() && entry.name !== 'ballast').map(({ name }) => name),
    ).toEqual([])
    const without = await fileOne(portal.town, habits, calmly(60_000))
    expect(without?.outcome).toBe('acked')
    small.free()
    const withPhotos = await fileOne(portal.town, { ...habits, photos: 1 }, calmly(60_000))
    expect(withPhotos?.outcome).toBe('acked')
    expect(await portal.look(brokenInvariants)).toEqual([])
  }, 200_000)

  test('28: of the log: the portal goes on, and what must be kept is in the database', async () => {
    const small = await disk(1)
    small.fill()
    const log = path.join(small.folder, 'log')
    portal = await createPortalUnderFire({ logTo: log })
    await portal.start()
    expect((await fileOne(portal.town, habits, calmly(60_000)))?.outcome).toBe('acked')
    // Errors are logged: each of these is one line.
    await portal.killDatabase()
    for (let round = 0; round < 20; round++) await statusOf(complaintPaths.track('ru', portal.town.slug))
    await sleep(2_000)
    expect((await fileOne(portal.town, habits, calmly(60_000)))?.outcome).toBe('acked')
    expect(portal.process().child.exitCode).toBeNull()
    expect(freeBytes(small.folder), 'the fault bites').toBe(0)
    const [acts] = await portal.look(({ pool }) =>
      pool.query(`SELECT count(*)::int AS n FROM activity WHERE kind = 'filed'`).then(({ rows }) => rows),
    )
    expect(acts.n).toBe(2)
    const ended = once(portal.process().child, 'exit')
    portal.signal('SIGTERM')
    expect((await ended)[0]).toBe(0)
  }, 200_000)
})
