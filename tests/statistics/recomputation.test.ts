import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type City, cityById } from '../../src/features/city/index.ts'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import type { EarlierBody } from '../../src/features/statistics/figures/bodies.ts'
import type { FigureQuery } from '../../src/features/statistics/figures/figure-query.ts'
import {
  cityFigures,
  cityPageFigures,
  earlierFigures,
} from '../../src/features/statistics/figures/figure-sets.ts'
import type { MonthCounts } from '../../src/features/statistics/figures/months.ts'
import { spanOf, windowBefore } from '../../src/features/statistics/figures/window.ts'
import {
  defaultQuery,
  type Figures,
  type FlowMonth,
  officeFigures,
  officesFigures,
  refreshFigures,
} from '../../src/features/statistics/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bulkOf, type History } from './histories.ts'
import { historyOf, lifeChannels, lives } from './lives.ts'
import { type NaiveQuestion, naiveFigures } from './naive-figures.ts'

let portal: Portal
let city: City
let asOf: number
let proven: number[]

beforeAll(async () => {
  portal = await openPortal()
  const found = await cityById(portal.deps, portal.cast.city.id)
  if (found === null) throw new Error('no city')
  city = found
  asOf = portal.deps.now().epochMilliseconds
  const asking = await portal.deps.db.category.findMany({ where: { proofPhoto: true }, select: { id: true } })
  proven = asking.map(({ id }) => id)
})
afterAll(() => portal.close())

/** Any part of the city and any window, in days before the last day of 2026. */
const questions = fc.record({
  category: fc.option(fc.constantFrom('potholes', 'heating', 'lights')),
  district: fc.option(fc.constantFrom('west', 'east')),
  channel: fc.option(fc.constantFrom(...lifeChannels)),
  to: fc.oneof(fc.integer({ min: 200, max: 1000 }), fc.constantFrom(0, 295, 296, 297, 305)),
  days: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 400 }), fc.constant(365)),
})
type Question = typeof questions extends fc.Arbitrary<infer Value> ? Value : never

function queryOf({ category, district, channel, to, days }: Question): FigureQuery {
  const { cast } = portal
  const last = new Temporal.PlainDate(2026, 12, 31).subtract({ days: to })
  return {
    ...defaultQuery(city, portal.deps.now()),
    window: { from: last.subtract({ days: days - 1 }).toString(), to: last.toString() },
    windowGiven: true,
    category: category && { id: cast.categories[category], code: category },
    district: district && { id: cast.districts[district], code: district },
    channel,
  }
}

const isIn = (history: History, { category, district, channel }: FigureQuery) =>
  (category === null || history.categoryId === category.id) &&
  (district === null || history.districtId === district.id) &&
  (channel === null || history.channel === channel)

type Naive = ReturnType<typeof naiveFigures>

function expectSame(figures: Figures, naive: Naive) {
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
    signals: naive.signals,
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
  const isVeiled = figures.filter.district !== undefined && figures.received < 10
  if (naive.solvedWithin30d === null || isVeiled) expect(figures.resolution.within30d).toBeNull()
  else expect(figures.resolution.within30d).toBeCloseTo(naive.solvedWithin30d, 3)
}

/** What a window is compared by. */
function expectEarlier({ received, onTime, medianHours }: EarlierBody, naive: Naive) {
  const { waiting } = naive
  expect({ received, onTime: [onTime.n, onTime.of], medianHours }).toMatchObject({
    received: naive.received,
    onTime: naive.onTime,
    medianHours: { value: waiting.median, events: waiting.events, censored: waiting.all - waiting.events },
  })
}

/** In less out is the change of the stock, and the stock is what was really open then. */
function expectFlow(flow: readonly FlowMonth[], naive: Naive) {
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

/** Due in each category at the rate of all offices. */
function expectedShare(
  histories: readonly History[],
  question: NaiveQuestion,
  office: number,
): number | null {
  let expected = 0
  let due = 0
  for (const part of Map.groupBy(histories, ({ categoryId }) => categoryId).values()) {
    const of = (one: number) => naiveFigures(part, { ...question, office: one }).onTime
    const all = Object.values(portal.cast.offices).map(of)
    const inTime = all.reduce((sum, [n = 0]) => sum + n, 0)
    const allDue = all.reduce((sum, [, n = 0]) => sum + n, 0)
    const [, own = 0] = of(office)
    if (own > 0) expected += (own * inTime) / allDue
    due += own
  }
  return due === 0 ? null : expected / due
}

/** Of all that was written so far: rows of activity cannot be deleted. */
const histories: History[] = []

async function check(query: FigureQuery): Promise<void> {
  const part = histories.filter((history) => isIn(history, query))
  const question: NaiveQuestion = { ...spanOf(query.window, city.timeZone), asOf, office: null, proven }
  const ofCity = await cityFigures(portal.deps, city, query)
  const naive = naiveFigures(part, question)
  expectSame(ofCity.body.figures, naive)
  expectFlow(ofCity.body.flow, naive)
  for (const slices of [ofCity.body.categories, ofCity.body.districts]) {
    expect(slices.reduce((sum, { received }) => sum + received, 0)).toBe(naive.received)
    expect(slices.reduce((sum, { onTime }) => sum + onTime.of, 0)).toBe(naive.onTime[1])
  }

  const offices = await officesFigures(portal.deps, city, query)
  for (const [code, id] of Object.entries(portal.cast.offices)) {
    const one = await officeFigures(portal.deps, city, { ...query, office: { id, code } })
    const naiveOffice = naiveFigures(part, { ...question, office: id })
    expectSame(one.body.figures, naiveOffice)
    expectFlow(one.body.flow, naiveOffice)
    const {
      office: _,
      months = [],
      ...listed
    } = offices.body.offices.find(({ office }) => office === code) ?? {}
    expectMonths(months, one.body.flow)
    expect({ ...one.body.figures, filter: {} }).toEqual({ ...listed, filter: {} })
    expect(one.body.together).toMatchObject({ ...offices.body.together, filter: {} })
  }
  const page = await cityPageFigures(portal.deps, city, query)
  expect(page.body.city).toEqual(ofCity.body)
  expect(page.body.offices).toEqual(
    offices.body.offices.map(({ office, received, medianHours, p90Hours }) => ({
      ...{ office, received, medianHours: { value: medianHours.value }, p90Hours },
    })),
  )
  const before = windowBefore(query.window)
  expectEarlier(page.body.before, naiveFigures(part, { ...question, ...spanOf(before, city.timeZone) }))
  expect(page.body.before.window).toEqual(before)
  expect((await earlierFigures(portal.deps, city, query)).body).toEqual(page.body.before)
  const { roads } = portal.cast.offices
  const share = offices.body.offices.find(({ office }) => office === 'roads')?.expectedOnTime.share ?? null
  const expected = expectedShare(part, question, roads)
  if (share !== null) expect(share).toBeCloseTo(expected ?? -1, 3)
  else if (query.district === null) expect(expected).toBeNull()
}

/** Small lines tell of the same months as the flow; of few cases without the share. */
function expectMonths(months: readonly MonthCounts[], flow: readonly FlowMonth[]) {
  expect(months.length).toBeGreaterThan(0)
  for (const { month, received, onTime } of months) {
    const same = flow.find((one) => one.month === month)
    expect({ received, n: onTime.n, of: onTime.of }).toEqual({
      received: same?.received,
      n: same?.onTime.n,
      of: same?.onTime.of,
    })
    if (onTime.of < 10) expect(onTime.share).toBeNull()
  }
}

describe('figures against a recomputation from the events', () => {
  it('agree for any histories, any window and any part, for the city and every office', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lives, { minLength: 1, maxLength: 60 }),
        fc.array(questions, { minLength: 3, maxLength: 3 }),
        async (all, asked) => {
          const fresh = all.map((life) => historyOf(portal.cast, asOf, life))
          await writeComplaints(
            portal.deps.pool,
            fresh.map((history) => bulkOf(portal.cast, history)),
          )
          histories.push(...fresh)
          await refreshFigures(portal.deps, city.id)
          for (const question of asked) await check(queryOf(question))
        },
      ),
      { numRuns: 12, endOnFailure: true },
    )
  }, 120_000)

  it('agree for every combination of category, district and channel', async () => {
    for (const category of ['potholes', null] as const) {
      for (const district of ['west', null] as const) {
        for (const channel of ['phone', null] as const) {
          await check(queryOf({ category, district, channel, to: 300, days: 365 }))
        }
      }
    }
  }, 60_000)
})
