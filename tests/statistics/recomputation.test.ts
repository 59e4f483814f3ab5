import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type City, cityById } from '../../src/features/city/index.ts'
import { projectAll, writeComplaints } from '../../src/features/complaints/index.ts'
import { canHappen } from '../../src/features/complaints/rules.ts'
import type { FigureQuery } from '../../src/features/statistics/figures/figure-query.ts'
import { spanOf } from '../../src/features/statistics/figures/window.ts'
import {
  cityFigures,
  defaultQuery,
  type Figures,
  type FlowMonth,
  officeFigures,
  officesFigures,
} from '../../src/features/statistics/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bulkOf, type History, HistoryBuilder, HOUR } from './histories.ts'
import { type NaiveQuestion, naiveFigures } from './naive-figures.ts'

let portal: Portal
let city: City
let asOf: number

beforeAll(async () => {
  portal = await openPortal()
  const found = await cityById(portal.deps, portal.cast.city.id)
  if (found === null) throw new Error('no city')
  city = found
  asOf = portal.deps.now().epochMilliseconds
})
afterAll(() => portal.close())

const kinds = [
  ...['transferred', 'extended', 'recategorised', 'planned', 'answered', 'answered', 'answered', 'refused'],
  ...['forwarded', 'merged', 'withdrawn', 'confirmed', 'partly', 'reopened', 'reopened', 'closed'],
] as const

/** Seconds before `asOf` at which it begins, an office or none yet, then steps: what, after how many seconds, a number. */
const lives = fc.record({
  age: fc.integer({ min: 1, max: 800 * 86_400 }),
  sentAfter: fc.option(fc.integer({ min: 0, max: 5 * 86_400 }), { freq: 12 }),
  office: fc.nat({ max: 3 }),
  category: fc.nat({ max: 3 }),
  district: fc.nat({ max: 2 }),
  steps: fc.array(
    fc.tuple(
      fc.constantFrom(...kinds),
      fc.oneof(fc.integer({ min: 1, max: 3_600 }), fc.integer({ min: 1, max: 40 * 86_400 })),
      fc.nat({ max: 11 }),
    ),
    { maxLength: 9 },
  ),
})
type Life = typeof lives extends fc.Arbitrary<infer Value> ? Value : never

/** Lives it: steps that the rules forbid in the state it is in, and steps after `asOf`, do not happen. */
function historyOf(life: Life, channel: string): History {
  const { cast } = portal
  const offices = Object.values(cast.offices)
  const categories = [null, cast.categories.potholes, cast.categories.heating, cast.categories.lights]
  const districts = [null, cast.districts.west, cast.districts.east]
  let at = asOf - life.age * 1_000
  const due = (days: number) => at + (days + 1) * 24 * HOUR
  const builder = new HistoryBuilder(cast, at, {
    category: categories[life.category] ?? null,
    district: districts[life.district] ?? null,
    channel,
  })
  if (life.sentAfter !== null && at + life.sentAfter * 1_000 <= asOf) {
    at += life.sentAfter * 1_000
    builder.sent(at, offices[life.office] ?? 0, due(20))
  }
  for (const [kind, after, n] of life.steps) {
    const state = projectAll(builder.history.events)
    if (!canHappen(kind, state.status) || at + after * 1_000 > asOf) continue
    at += after * 1_000
    const holder = state.officeId ?? 0
    if (kind === 'transferred') {
      builder.transferred(at, holder, offices[n % 4] ?? 0, due(n), n % 2 === 0)
    } else if (kind === 'extended') builder.extended(at, due(30 + n))
    else if (kind === 'recategorised') {
      builder.recategorised(at, categories[1 + (n % 3)] ?? 0, builder.history.categoryId)
    } else if (kind === 'answered') {
      builder.answered(at, n % 3 === 0 ? 'explained' : 'solved', n % 2 === 0 ? cast.staff.executor : null)
    } else if (kind === 'reopened') builder.reopened(at, due(n))
    else builder[kind](at)
  }
  return builder.history
}

function expectSame(figures: Figures, naive: ReturnType<typeof naiveFigures>) {
  const { waiting, open } = naive
  const ages = (from: number, to: number) =>
    open.ages.filter((hours) => hours >= from * 24 && hours < to * 24).length
  expect({
    ...figures,
    onTime: [figures.onTime.n, figures.onTime.of],
    extended: figures.extended.n,
    reopened: [figures.reopened.n, figures.reopened.of],
    transfers: [figures.transfers.within3, figures.transfers.later],
  }).toMatchObject({
    received: naive.received,
    answered: naive.answered,
    onTime: naive.onTime,
    extended: naive.extended,
    medianHours: { value: waiting.median, events: waiting.events, censored: waiting.all - waiting.events },
    p90Hours: { value: waiting.p90 },
    verdicts: naive.verdicts,
    reopened: naive.reopened,
    outcomes: naive.outcomes,
    transfers: naive.transfers,
    openNow: {
      n: open.n,
      overdue: open.overdue,
      unanswered: open.unanswered,
      oldestHours: open.ages.at(-1) ?? null,
      ageBands: {
        '0-3': ages(0, 4),
        '4-15': ages(4, 16),
        '16-30': ages(16, 31),
        '31-90': ages(31, 91),
        '90+': ages(91, 1e6),
      },
    },
  })
  if (naive.solvedWithin30d === null) expect(figures.resolution.within30d).toBeNull()
  else expect(figures.resolution.within30d).toBeCloseTo(naive.solvedWithin30d, 3)
}

/** In less out is the change of the stock, and the stock is what was really open then. */
function expectFlow(flow: readonly FlowMonth[], naive: ReturnType<typeof naiveFigures>) {
  flow.forEach((month, index) => {
    const before = flow[index - 1]
    if (before) {
      expect(month.open - before.open).toBe(month.received + month.reopened - month.answered - month.left)
    }
    const next = flow[index + 1]?.month
    if (next === undefined) return
    // Until March 2024 the clocks of the city stood at UTC+6.
    const offset = next <= '2024-03' ? '+06:00' : '+05:00'
    expect(month.open).toBe(naive.openAt(Date.parse(`${next}-01T00:00:00${offset}`)))
  })
}

describe('figures against a recomputation from the events', () => {
  it('agree for any histories, for the city, its parts and every office', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(lives, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(
          { from: '2025-03-11', to: '2026-03-10' },
          { from: '2025-09-01', to: '2025-12-31' },
          { from: '2026-03-01', to: '2026-12-31' },
        ),
        async (all, window) => {
          // Rows of activity cannot be deleted, so each run has a channel of its own.
          const channel = `run${run++}`
          const histories = all.map((life) => historyOf(life, channel))
          await writeComplaints(
            portal.deps.pool,
            histories.map((history) => bulkOf(portal.cast, history)),
          )
          const query: FigureQuery = {
            ...defaultQuery(city, portal.deps.now()),
            window,
            windowGiven: true,
            channel,
          }
          const span = spanOf(window, city.timeZone)
          const question: NaiveQuestion = { ...span, asOf, office: null }
          const ofCity = await cityFigures(portal.deps, city, query)
          const naive = naiveFigures(histories, question)
          expectSame(ofCity.body.figures, naive)
          expectFlow(ofCity.body.flow, naive)
          expect(
            ofCity.body.categories.reduce((sum, { received }) => sum + received, 0),
            'categories add up',
          ).toBe(naive.received)

          const offices = await officesFigures(portal.deps, city, query)
          for (const [code, id] of Object.entries(portal.cast.offices)) {
            const one = await officeFigures(portal.deps, city, { ...query, office: { id, code } })
            const naiveOffice = naiveFigures(histories, { ...question, office: id })
            expectSame(one.body.figures, naiveOffice)
            expectFlow(one.body.flow, naiveOffice)
            const { office: _, ...listed } = offices.body.offices.find(({ office }) => office === code) ?? {}
            expect({ ...one.body.figures, filter: {} }).toEqual({ ...listed, filter: {} })
          }
        },
      ),
      { numRuns: 20 },
    )
  }, 120_000)
})
