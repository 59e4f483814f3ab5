import { Temporal } from 'temporal-polyfill'
import type { Sample } from '../../platform/http/route.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import type { Office } from '../offices/index.ts'
import type { CityBody, OfficeBody, OfficesBody } from './figures/bodies.ts'
import { defaultQuery, type FigureQuery } from './figures/figure-query.ts'
import { type Figures, shareOf } from './figures/figures.ts'
import type { FlowMonth } from './figures/flow.ts'
import { monthsOf } from './figures/window.ts'
import { type CityData, cityModel } from './pages/city-page.ts'
import { methodModel } from './pages/method-page.ts'
import { type OfficeData, officeModel } from './pages/office-page.ts'
import { officesModel } from './pages/offices-page.ts'
import type { Reading } from './pages/reading.ts'

const asOf = Date.parse('2026-03-11T07:00:00Z')
const query = defaultQuery(sampleCity, Temporal.Instant.fromEpochMilliseconds(asOf))

/** Figures of a place with about so many complaints a year; 0 = nothing has happened yet. */
function figuresOf(received: number): Figures {
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

const slicesOf = (codes: readonly (string | null)[], received: number) =>
  codes.map((code, index) => {
    const n = Math.round(received / (index + 2))
    return { code, received: n, onTime: shareOf(Math.round(n * 0.8), n) }
  })

const cityBody = (received: number): CityBody => ({
  figures: figuresOf(received),
  flow: flowOf(received),
  categories:
    received === 0 ? [] : slicesOf([...sampleDirectory.categories.map(({ code }) => code), null], received),
  districts: received === 0 ? [] : slicesOf([...sampleCity.areas.map(({ code }) => code), null], received),
})

const officesBody = (received: number): OfficesBody => ({
  offices: sampleDirectory.offices.map(({ code }, index) => ({
    office: code,
    ...figuresOf(Math.round(received / (1 + index * index * 8))),
    ...(index === 1 ? { onTime: shareOf(Math.round(received / 20), Math.round(received / 10)) } : {}),
  })),
  together: figuresOf(received),
})

const officeBody = (received: number): OfficeBody => ({
  figures: figuresOf(received),
  flow: flowOf(received),
  categories: received === 0 ? [] : slicesOf(['pothole', 'snow', 'light'], received),
  answerDays: Array.from({ length: 61 }, (_, day) => Math.round((received / 8) * Math.exp(-day / 7))),
  together: figuresOf(5000),
})

const set = <Body>(body: Body) => ({ asOf, body })

type Place = { lang: Lang; t: Translate }
const readingIn = (place: Place): Reading => ({ city: sampleCity, directory: sampleDirectory, ...place })

function ofCity(
  received: number,
  more: Partial<FigureQuery> = {},
  refused: CityData['refused'] = undefined,
): Sample['model'] {
  const data: CityData = {
    query: { ...query, ...more },
    city: set(cityBody(received)),
    offices: set(officesBody(received)),
  }
  return (place) => cityModel(refused ? { ...data, refused } : data, readingIn(place))
}

const calendar: WorkingCalendar = {
  version: 'kz-2026.2',
  off: new Set(['2025-12-16', '2026-01-01', '2026-01-02', '2026-01-07']),
  work: new Set(['2025-01-05']),
}

const longText = 'Шұңқыр асфальтпен жөнделді, жол қозғалысы қалпына келтірілді. '.repeat(12)

function ofOffice(office: Office | undefined, received: number, more: Partial<OfficeData> = {}) {
  if (office === undefined) throw new Error('the sample city has no such office')
  const data = { office, set: set(officeBody(received)), late: [], answers: [], calendar, now: asOf, ...more }
  return (place: Place) => officeModel(data, readingIn(place))
}

const [roads, housing, gas] = sampleDirectory.offices

const known: Partial<Office> = {
  contacts: {
    address: { kk: 'Пермитин көшесі, 17', ru: 'ул. Пермитина, 17', en: '17 Permitin street' },
    phones: ['+77232251098', '109'],
    email: 'roads@example.kz',
    hours: [
      { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: { from: '13:00', to: '14:30' } },
    ],
  },
}

const late = [1, 2].map((last) => ({
  number: `26011234567${last}`,
  categoryId: last,
  districtId: 1,
  address: last === 1 ? 'Абай даңғылы, 10' : '',
  dueOn: '2026-02-10',
}))

const answers = (['solved', 'planned', 'explained', 'refused'] as const).map((outcome, index) => ({
  number: `26011234568${index}`,
  categoryId: index + 1,
  at: asOf - index * 86_400_000,
  outcome,
  text: index === 0 ? longText : 'Яма заделана, движение восстановлено.',
  lang: index === 0 ? 'kk' : 'ru',
}))

const sample = (name: string, template: string, model: Sample['model']): Sample => ({
  name: `statistics/${name}`,
  template,
  layout: 'public',
  model,
})

export const statisticsSamples: Sample[] = [
  sample('city/usual', 'statistics/city', ofCity(12_400)),
  sample('city/few', 'statistics/city', ofCity(14)),
  sample('city/new', 'statistics/city', ofCity(0)),
  sample(
    'city/narrowed-to-nothing',
    'statistics/city',
    ofCity(0, { category: { id: 1, code: 'pothole' }, windowGiven: true }),
  ),
  sample('city/not-understood', 'statistics/city', (place) =>
    ofCity(
      12_400,
      {},
      {
        typed: { from: '31.12.2025', to: '' },
        parameter: 'from',
        sentence: place.t('statistics:bad.day', { parameter: place.t('statistics:form.from') }),
      },
    )(place),
  ),
  sample('method', 'statistics/method', (place) => methodModel(calendar, asOf, readingIn(place))),
  sample('offices/usual', 'offices/index', (place) =>
    officesModel(set(officesBody(9000)), 'received', readingIn(place)),
  ),
  sample('offices/none', 'offices/index', (place) =>
    officesModel(set({ offices: [], together: figuresOf(0) }), null, readingIn(place)),
  ),
  sample('office/usual', 'offices/show', ofOffice(roads && { ...roads, ...known }, 2400, { late, answers })),
  sample('office/long-name', 'offices/show', ofOffice(housing, 24, { late: late.slice(1) })),
  sample('office/outside-and-idle', 'offices/show', ofOffice(gas, 0)),
  sample('office/former', 'offices/show', ofOffice(gas && { ...gas, current: false }, 40)),
]
