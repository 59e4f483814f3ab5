import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type City, cityById } from '../../src/features/city/index.ts'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import {
  cityFigures,
  defaultQuery,
  refreshFigures,
  verifyFigures,
} from '../../src/features/statistics/index.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bulkOf, HistoryBuilder, HOUR } from './histories.ts'

let portal: Portal
let city: City

beforeAll(async () => {
  portal = await openPortal()
  const found = await cityById(portal.deps, portal.cast.city.id)
  if (found === null) throw new Error('no city')
  city = found
})
afterAll(() => portal?.close())

const start = Date.parse(castNow)
const at = (seconds: number) => start + seconds * 1000
let clock = 0
/** Seconds since the test began; the day is long enough for all of them. */
function moveTo(seconds: number) {
  clock = seconds
  portal.setNow(new Date(at(seconds)).toISOString())
}

beforeEach(async () => {
  await portal.deps.db.figureSet.deleteMany()
  moveTo(clock + 600)
})

/** One more complaint of this morning; `changed` = when its row says it changed. */
async function file(changed = portal.deps.now().epochMilliseconds): Promise<void> {
  const builder = new HistoryBuilder(portal.cast, changed).sent(
    changed,
    portal.cast.offices.roads,
    changed + 500 * HOUR,
  )
  await writeComplaints(portal.deps.pool, [bulkOf(portal.cast, builder.history)])
}

const today = () => ({
  ...defaultQuery(city, portal.deps.now()),
  window: { from: '2026-03-01', to: '2026-03-31' },
  windowGiven: true,
})
const read = () => cityFigures(portal.deps, city, today())
/** As if counting had taken so long, whatever it took on this machine. */
const took = (ms: number) =>
  portal.deps.db.$executeRaw`UPDATE figure_set SET body = jsonb_set(body, '{tookMs}', to_jsonb(${ms}::int))`
const keptAt = async () =>
  (await portal.deps.db.figureSet.findFirst({ orderBy: { key: 'asc' } }))?.asOf.getTime()

test('a set is computed once and kept while nothing changes', async () => {
  await file(at(clock) - 300_000)
  const first = await read()
  expect(first.asOf).toBe(at(clock))
  await took(10)
  moveTo(clock + 300)
  expect((await read()).asOf).toBe(first.asOf)
})

test('a change is in the figures at once where that costs nothing', async () => {
  const before = (await read()).body.figures.received
  await took(10)
  moveTo(clock + 5)
  await file()
  moveTo(clock + 5)
  const after = await read()
  expect(after.body.figures.received).toBe(before + 1)
  expect(after.asOf).toBe(at(clock))
})

test('where counting is slow the kept set is given, and a new one is made behind it', async () => {
  const before = await read()
  await took(2000)
  moveTo(clock + 5)
  await file()
  moveTo(clock + 5)
  expect((await read()).asOf, 'it rests 20 times as long as it took').toBe(before.asOf)
  moveTo(clock + 60)
  const stale = await read()
  expect(stale.asOf).toBe(before.asOf)
  await expect.poll(keptAt).toBe(at(clock))
  expect((await read()).body.figures.received).toBe(before.body.figures.received + 1)
})

test('many who ask for the same are one computation', async () => {
  let computations = 0
  const deps = {
    ...portal.deps,
    now: () => {
      computations++
      return portal.deps.now()
    },
  }
  const sets = await Promise.all(Array.from({ length: 6 }, () => cityFigures(deps, city, today())))
  expect(new Set(sets.map(({ asOf }) => asOf)).size).toBe(1)
  expect(computations).toBe(1)
})

test('a change that commits after its own instant is not missed for long', async () => {
  await file()
  moveTo(clock + 2)
  const before = await read()
  await took(10)
  // Written after the set, but with an instant before the newest change that the set knows.
  await file(at(clock - 10))
  moveTo(clock + 30)
  expect((await read()).asOf).toBe(before.asOf)
  moveTo(clock + 40)
  const after = await read()
  expect(after.body.figures.received).toBe(before.body.figures.received + 1)
  await took(10)
  moveTo(clock + 600)
  expect((await read()).asOf, 'and then it rests').toBe(after.asOf)
})

test('another day is a reason to count again: ages and terms move on', async () => {
  const before = await read()
  await took(10)
  moveTo(clock + 86_400)
  expect((await read()).asOf).toBeGreaterThan(before.asOf)
})

test('refreshing forgets all other sets, so that an import of old complaints is seen', async () => {
  const before = await read()
  await file(Date.parse('2026-03-02T05:00:00Z'))
  moveTo(clock + 10)
  expect((await read()).body.figures.received, 'the past looks unchanged').toBe(before.body.figures.received)
  await refreshFigures(portal.deps, city.id)
  expect((await read()).body.figures.received).toBe(before.body.figures.received + 1)
})

test('the job keeps the usual sets of every city new and drops old ones', async () => {
  const job = portal.jobs.get('statistics.refresh')
  await read()
  moveTo(clock + 49 * 3600)
  await job?.run({}, portal.deps.now())
  const kept = await portal.deps.db.figureSet.findMany({ select: { cityId: true, key: true, asOf: true } })
  expect(kept.every(({ asOf }) => asOf.getTime() === at(clock))).toBe(true)
  const kinds = kept.filter(({ cityId }) => cityId === city.id).map(({ key }) => key.split('?')[0])
  expect(new Set(kinds)).toEqual(new Set(['v1/city', 'v1/offices', 'v1/office']))
  expect(kinds.filter((kind) => kind === 'v1/office')).toHaveLength(4)
  expect(kept.some(({ cityId }) => cityId === portal.cast.otherCity.id)).toBe(true)

  moveTo(clock + 60)
  await job?.run({}, portal.deps.now())
  const again = await portal.deps.db.figureSet.findMany({ select: { asOf: true } })
  expect(
    again.every(({ asOf }) => asOf.getTime() < at(clock)),
    'nothing changed, nothing is counted',
  ).toBe(true)
})

test('verifying tells equal, different, outdated and absent sets', async () => {
  const stateOf = async () => {
    const verified = await verifyFigures(portal.deps)
    return verified.filter((one) => one.city === city.slug).map(({ kind, state }) => `${kind} ${state}`)
  }
  expect(await stateOf()).toEqual(['city absent', 'offices absent'])
  await refreshFigures(portal.deps, city.id)
  moveTo(clock + 100)
  expect(await stateOf()).toEqual(['city equal', 'offices equal'])
  await portal.deps.db.$executeRaw`
    UPDATE figure_set SET body = jsonb_set(body, '{set,figures,received}', '0') WHERE key LIKE 'v1/office?%roads%'`
  const verified = await verifyFigures(portal.deps)
  expect(verified.flatMap(({ different }) => different)).toEqual([expect.stringContaining('office=roads')])
  await file()
  expect(await stateOf()).toEqual(['city outdated', 'offices outdated'])
})
