/** @module-tag long */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { type Attempt, judge } from './ledger.ts'
import { anyColour, pictureOf } from './pictures.ts'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { fileOne } from './residents.ts'
import { createStreet } from './run-under-fire.ts'

/** Processes that stand still instead of ending: rows 4, 9 and 12 of tests/faults/README.md. */

let portal: PortalUnderFire
beforeEach(async () => {
  portal = await createPortalUnderFire({ worker: true })
  await portal.start()
}, 120_000)
afterEach(() => portal?.close())

const calm = () => ({ until: AbortSignal.timeout(60_000), onMoment: () => undefined })
const file = (photos = 0) => fileOne(portal.town, { isPatient: true, isNervous: false, photos }, calm())

/** An answer that does not come in this time is none. */
const boundMs = 20_000
const ask = (path: string, init: RequestInit = {}, ms = boundMs) => {
  const { origin } = portal.town
  return fetch(origin + path, {
    ...init,
    headers: { origin },
    redirect: 'manual',
    signal: AbortSignal.timeout(ms),
  })
}
const beginning = (text: string) => {
  const form = new FormData()
  form.set('text', text)
  form.set('category', 'other')
  return form
}

const judged = (attempts: readonly Attempt[]) =>
  portal.look(async (inside) => ({
    verdict: await judge(attempts, inside),
    broken: await brokenInvariants(inside),
  }))

test('a database that stands still: kept pages, "not now" for the rest, and on it goes', async () => {
  const { slug } = portal.town
  const list = complaintPaths.list('ru', slug)
  expect((await ask(list)).status).toBe(200)
  const street = createStreet(portal, { residents: 3, withPhotos: 0 })
  await street.acknowledges(5)
  expect(await portal.freeze('database'), 'the fault bites').toBeGreaterThan(3)
  const [kept, form] = await Promise.all([
    ask(list),
    ask(complaintPaths.new('ru', slug), { method: 'POST', body: beginning('Труба течёт под домом') }),
  ])
  expect([kept.status, kept.headers.get('warning')]).toEqual([200, '110 - "Response is Stale"'])
  expect([form.status, form.headers.get('retry-after')]).toEqual([503, '10'])
  expect(await form.text()).toContain('Труба течёт под домом')
  expect((await ask('/healthz')).status).toBe(200)
  // longer than any statement may last
  await sleep(10_000)
  expect((await ask(list)).status).toBe(200)
  portal.goOn()
  await street.acknowledges(5)
  await expect.poll(async () => (await ask(list)).headers.get('warning'), { timeout: 15_000 }).toBeNull()
  const { verdict, broken } = await judged(await street.goHome())
  expect(verdict).toMatchObject({ ackedMissing: 0, duplicates: 0, refusedPresent: 0, wrong: [] })
  expect(broken).toEqual([])
}, 180_000)

test('a worker that stands still: filing does not notice, and the jobs are done when it goes on', async () => {
  const waiting = () =>
    portal.look(async ({ pool }) => {
      const { rows } = await pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pgboss.job
         WHERE state IN ('created', 'retry', 'active') AND start_after <= now() AND name LIKE 'complaints.%'`,
      )
      return rows[0]?.n ?? 0
    })
  await expect.poll(waiting, { timeout: 60_000 }).toBe(0)
  expect(await portal.freeze('worker')).toBe(1)
  const filed = [await file(), await file()]
  expect(filed.map((one) => one?.outcome)).toEqual(['acked', 'acked'])
  expect(await waiting(), 'the fault bites').toBeGreaterThan(0)
  portal.goOn()
  await expect.poll(waiting, { timeout: 120_000 }).toBe(0)
}, 240_000)

test('a decoder that stands still in a photo: the form is answered with its text, the next photo is taken', async () => {
  const form = beginning('Фонарь у подъезда не горит')
  const bytes = await pictureOf(anyColour())
  for (let no = 0; no < 5; no++) {
    form.append('photos', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), `${no}.jpg`)
  }
  const answering = ask(complaintPaths.new('ru', portal.town.slug), { method: 'POST', body: form }, 90_000)
  let hit = 0
  const deadline = performance.now() + 10_000
  while (hit === 0 && performance.now() < deadline) {
    hit = await portal.freeze('pictures')
    await sleep(2)
  }
  expect(hit, 'the fault bites').toBeGreaterThan(0)
  const answer = await answering
  expect([303, 422, 503]).toContain(answer.status)
  if (answer.status !== 303) expect(await answer.text()).toContain('Фонарь у подъезда не горит')
  expect((await file(1))?.outcome).toBe('acked')
  portal.goOn()
  expect((await file(1))?.outcome).toBe('acked')
}, 240_000)
