import { Temporal } from 'temporal-polyfill'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import type { Area, AreaShape, City } from '../city/index.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import type { CityBody, CityPageBody, OfficeBody, OfficesBody } from './figures/bodies.ts'
import { defaultQuery } from './figures/figure-query.ts'
import { type Figures, shareOf } from './figures/figures.ts'
import type { FlowMonth } from './figures/flow.ts'
import { type MonthCounts, monthsWithin } from './figures/months.ts'
import { rateOf } from './figures/residents.ts'
import { withoutSmall } from './figures/small-numbers.ts'
import type { WaitingDay } from './figures/waiting.ts'
import { monthsOf } from './figures/window.ts'
import type { Reading } from './pages/reading.ts'

/** Invented numbers for the examples of pages. */

export const asOf = Date.parse('2026-03-11T07:00:00Z')
/** As the sample city, with districts that somebody has drawn. */
const drawnCity: City = {
  ...sampleCity,
  areas: [
    ...sampleCity.areas.map((area, index) => ({ ...area, shape: quarterOf(index) })),
    drawnArea(3, 'north', { kk: 'Солтүстік ауданы', ru: 'Северный район', en: 'Northern district' }),
    drawnArea(4, 'south', { kk: 'Оңтүстік ауданы', ru: 'Южный район', en: 'Southern district' }),
  ],
}

function drawnArea(id: number, code: string, names: Area['names']): Area {
  return { id, code, kind: 'district', names, shape: quarterOf(id - 1), residents: null }
}

/** Four quarters around a bend in the river. */
function quarterOf(index: number): AreaShape {
  const [west, east] = [82.5, 82.7]
  const [south, north, river] = [49.9, 50.0, 49.955]
  const rings = [
    [
      [west, river],
      [82.57, river + 0.008],
      [82.6, 49.95],
      [82.59, north],
      [west, north - 0.01],
    ],
    [
      [82.6, 49.95],
      [82.65, 49.945],
      [east, river],
      [east, north],
      [82.59, north],
    ],
    [
      [west, south + 0.01],
      [82.59, south],
      [82.6, 49.95],
      [82.57, river + 0.008],
      [west, river],
    ],
    [
      [82.59, south],
      [east, south + 0.005],
      [east, river],
      [82.65, 49.945],
      [82.6, 49.95],
    ],
  ]
  const ring = rings[index % rings.length] ?? []
  return { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] }
}

export const query = defaultQuery(sampleCity, Temporal.Instant.fromEpochMilliseconds(asOf))

/** Figures of a place with about so many complaints a year; 0 = nothing has happened yet. */
export function figuresOf(received: number): Figures {
  const part = (share: number) => Math.round(received * share)
  const hours = (value: number) => ({
    value: received === 0 ? null : value,
    low: received < 30 ? null : value - 6,
    high: received < 30 ? null : value + 8,
  })
  return {
    asOf: '2026-03-11T07:00:00.000Z',
    window: query.window,
    filter: {},
    calendar: 'kz-2026.2',
    method: '1',
    received,
    answered: part(0.9),
    onTime: shareOf(part(0.75), part(0.85)),
    medianHours: { ...hours(110), events: part(0.9), censored: part(0.1) },
    p90Hours: { value: received < 30 ? null : 401 },
    resolution: {
      within30d: received === 0 ? null : 0.61,
      low: received === 0 ? null : 0.58,
      high: received === 0 ? null : 0.64,
      medianHours: hours(300),
    },
    verdicts: { confirmed: part(0.2), disputed: part(0.11), none: part(0.6), partly: part(0.05) },
    reopened: shareOf(part(0.03), part(0.8)),
    openNow: {
      n: part(0.1),
      overdue: part(0.04),
      unanswered: part(0.08),
      oldestHours: received === 0 ? null : 3010,
      ageBands: {
        '0-3': part(0.02),
        '4-15': part(0.03),
        '16-30': part(0.02),
        '31-90': part(0.02),
        '90+': part(0.01),
      },
    },
    outcomes: {
      solved: part(0.6),
      planned: part(0.05),
      explained: part(0.2),
      refused: part(0.04),
      forwarded: part(0.02),
      withdrawn: part(0.02),
      merged: part(0.01),
    },
    refusedBy: { repeated: part(0.04) },
    hiddenBy: { personal: 1, insult: 1, spam: 0, untrue: 0, unlawful: 0, other: 2 },
    leftOut: { spam: 0 },
    transfers: { within3: part(0.03), later: part(0.01), medianOffices: received === 0 ? null : 1 },
    extended: shareOf(part(0.02), part(0.85)),
    expectedOnTime: { share: received === 0 ? null : 0.9, differs: received > 1000 },
    signals: { instant: 3, bursts: 0, noPhoto: 2, recategorised: 1, hidden: 4 },
    rate: rateOf(received, 320_000),
  }
}

const seasons = [1, 1.3, 1.2, 0.9, 0.7, 0.8]

function flowOf(received: number): FlowMonth[] {
  return monthsOf(query.window, sampleCity.timeZone).map(({ month }, index, all) => {
    const came = Math.round((received / 12) * (seasons[index % seasons.length] ?? 1))
    return {
      month,
      received: came,
      reopened: Math.round(came * 0.03),
      answered: Math.round(came * 0.95),
      left: Math.round(came * 0.03),
      open: Math.round(received * (0.06 + 0.002 * index)),
      onTime: shareOf(Math.round(came * 0.84), Math.round(came * 0.95)),
      partial: index === all.length - 1,
    }
  })
}

const monthsOfYear = (received: number, shift: number): MonthCounts[] =>
  monthsWithin(query.window, sampleCity.timeZone).map(({ month }, index) => {
    const came = Math.round((received / 12) * (seasons[(index + shift) % seasons.length] ?? 1))
    const inTime = 0.7 + 0.025 * ((index * (shift + 2)) % 9)
    return { month, received: came, onTime: withoutSmall(shareOf(Math.round(came * inTime), came)) }
  })

const slicesOf = (codes: readonly (string | null)[], received: number) =>
  codes.map((code, index) => {
    const n = Math.round(received / (index + 2))
    const onTime = shareOf(Math.round(n * (0.8 - index * 0.04)), n)
    return { code, received: n, onTime, months: monthsOfYear(n, index) }
  })

const answerDaysOf = (received: number): number[] =>
  Array.from({ length: 61 }, (_, day) => Math.round((received / 8) * Math.exp(-day / 7)))

const waitingOf = (received: number): WaitingDay[] =>
  Array.from({ length: 61 }, (_, day) => {
    const share = Math.round((0.12 + 0.88 * Math.exp(-day / 7)) * 10_000) / 10_000
    const [low, high] = day === 0 ? [null, null] : [share - 0.012, share + 0.012]
    return { day, share, low, high, atRisk: Math.round(received * share * (1 - day / 150)) }
  }).filter(({ atRisk }) => atRisk >= 10)

export const cityBody = (received: number): CityBody => ({
  figures: figuresOf(received),
  flow: flowOf(received),
  categories:
    received === 0 ? [] : slicesOf([...sampleDirectory.categories.map(({ code }) => code), null], received),
  districts: slicesOf(received === 0 ? [] : [...drawnCity.areas.map(({ code }) => code), null], received).map(
    (slice, index) => ({
      ...slice,
      rate: rateOf(slice.received, slice.code === null || index === 3 ? null : 160_000 - 50_000 * index),
    }),
  ),
  answerDays: answerDaysOf(received),
  waiting: waitingOf(received),
})

export const officesBody = (received: number): OfficesBody => ({
  offices: sampleDirectory.offices.map(({ code }, index) => ({
    office: code,
    months: monthsOfYear(Math.round(received / (1 + index * index * 8)), index),
    ...figuresOf(Math.round(received / (1 + index * index * 8))),
    ...(index === 1 ? { onTime: shareOf(Math.round(received / 20), Math.round(received / 10)) } : {}),
  })),
  together: figuresOf(received),
  months: monthsOfYear(received, 0),
})

export const cityPageBody = (received: number): CityPageBody => ({
  city: cityBody(received),
  before: figuresOf(Math.round(received * 0.8)),
  offices: officesBody(received).offices,
})

export const officeBody = (received: number): OfficeBody => ({
  ...cityBody(received),
  districts: cityBody(received).districts.map((slice) => ({ ...slice, rate: rateOf(0, null) })),
  categories: received === 0 ? [] : slicesOf(['pothole', 'snow', 'light'], received),
  together: figuresOf(5000),
})

export const set = <Body>(body: Body) => ({ asOf, body })

export type Place = { lang: Lang; t: Translate }
export const readingIn = (place: Place): Reading => ({
  city: drawnCity,
  directory: sampleDirectory,
  ...place,
})
