import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ComplaintEvent } from '../../src/features/complaints/index.ts'
import { loosened, type Timed } from '../../src/features/open-data/dump/loosen-times.ts'
import { casesOf } from '../../src/features/statistics/rollups/fold-complaint.ts'
import { historyOf, lives } from '../statistics/lives.ts'
import type { Cast } from '../support/cast.ts'

/** Histories are folded without a database, so ids only have to be different. */
const cast: Cast = {
  city: { id: 1, slug: 'one' },
  otherCity: { id: 2, slug: 'two' },
  districts: { west: 1, east: 2 },
  offices: { roads: 1, housing: 2, power: 3, akimat: 4 },
  categories: { snow: 1, potholes: 2, heating: 3, lights: 4, violence: 5, other: 6 },
  staff: { registrar: 1, executor: 2, head: 3, controller: 4, operator: 5, auditor: 6, city_admin: 7 },
}
const timeZone = 'Asia/Almaty'
const now = Date.parse('2026-03-11T07:23:45.678Z')

/** `random`: numbers from 0 to 1 without end. */
const drawing = (random: () => number) => (from: number, to: number) => {
  if (to < from) throw new Error(`no room from ${from} to ${to}`)
  return from + Math.floor(random() * (to - from + 1))
}

function timedOf({ kind, at, payload }: ComplaintEvent): Timed {
  const due = 'dueAt' in payload ? (payload.dueAt ?? null) : null
  return { kind, at, due }
}

const retimed = (events: readonly ComplaintEvent[], random: () => number): ComplaintEvent[] => {
  const options = { timeZone, now, fixed: new Set<number>(), draw: drawing(random) }
  const times = loosened(events.map(timedOf), options)
  return events.map((event, index) => {
    const { at = 0, due = null } = times[index] ?? {}
    const payload = due === null ? event.payload : { ...event.payload, dueAt: due }
    return { ...event, at, payload } as ComplaintEvent
  })
}

const marksOf = (events: readonly ComplaintEvent[]) =>
  casesOf(
    events.map((event, index) => ({ seq: index + 1, event })),
    { timeZone, bursts: new Set() },
  ).map(({ marks, ...one }) => ({ ...one, marks: marks.map(({ day, key }) => `${day} ${key}`).sort() }))

test('other times count the same in everything, and are other ones each time', () => {
  fc.assert(
    fc.property(
      lives,
      fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })),
      (life, numbers) => {
        const { events } = historyOf(cast, now, life)
        const random = () => numbers.next().value ?? 0
        expect(marksOf(retimed(events, random))).toEqual(marksOf(events))
      },
    ),
    { numRuns: 300, seed: 5 },
  )
})

test('no event keeps its second, nor two of them their distance', () => {
  const all = fc.sample(lives, { numRuns: 200, seed: 3 }).map((life) => historyOf(cast, now, life).events)
  let [kept, apart, pairs, times] = [0, 0, 0, 0]
  for (const events of all) {
    const [one, other] = [retimed(events, Math.random), retimed(events, Math.random)]
    const distinct = [...new Map(events.map((event, index) => [event.at, index])).values()]
    for (const [index, place] of distinct.entries()) {
      times += 1
      if (Math.abs((one[place]?.at ?? 0) - (other[place]?.at ?? 0)) < 1_000) kept += 1
      const before = distinct[index - 1]
      if (before === undefined) continue
      pairs += 1
      const distance = (some: readonly ComplaintEvent[]) => (some[place]?.at ?? 0) - (some[before]?.at ?? 0)
      if (Math.abs(distance(one) - distance(other)) < 1_000) apart += 1
    }
  }
  expect(times).toBeGreaterThan(300)
  expect(kept / times).toBeLessThan(0.03)
  expect(apart / pairs).toBeLessThan(0.05)
})

test('a time that is fixed stays, and what stands at the end of a day too', () => {
  const at = Date.parse('2026-02-03T05:06:07.008Z')
  const due = Date.parse('2026-02-20T18:59:59.999Z')
  const events: Timed[] = [
    { kind: 'filed', at, due: null },
    { kind: 'sent', at, due },
    { kind: 'answered', at: at + 50 * 3_600_000 + 123, due: null },
  ]
  const fixed = new Set([at + 50 * 3_600_000 + 123])
  const [filed, sent, answered] = loosened(events, { timeZone, now, fixed, draw: drawing(Math.random) })
  expect(answered?.at).toBe(at + 50 * 3_600_000 + 123)
  expect(sent).toEqual({ at: filed?.at, due })
  expect(filed?.at).not.toBe(at)
})
