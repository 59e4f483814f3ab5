import type { Sample } from '../../../platform/http/route.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { noFilter } from '../inbox/filter.ts'
import { sampleNow, samplePlaces, sampleRow } from '../inbox/samples.ts'
import { sampleCity as city, sampleDirectory as directory } from '../sample-city.ts'
import { type DashboardFacts, dashboardModel } from './pages.ts'
import { type QualityFacts, qualityModel } from './quality/page.ts'
import type { SampleRow } from './quality/queries.ts'

type Reading = { lang: Lang; t: Translate }

const place = {
  city,
  directory,
  calendar: { version: 'kz-2026.2', off: new Set<string>(), work: new Set<string>() },
}
const figures = { open: 1340, soon: 41, late: 12, silent: 3, reopened: 5, clarify: 2 }
const wholeCity = { cityId: 1, officeId: null }

const dashboard =
  (change: Partial<DashboardFacts> = {}) =>
  ({ lang, t }: Reading) =>
    dashboardModel({
      scope: wholeCity,
      within: wholeCity,
      scopes: [wholeCity],
      place,
      places: samplePlaces,
      filter: noFilter,
      counts: {
        open: 1001,
        today: 4,
        soon: 41,
        late: 12,
        unassigned: 0,
        reopened: 5,
        silent: 3,
        clarify: 2,
        external: 7,
        forwarded: 130,
      },
      ages: { '0-7': 310, '8-15': 480, '16-30': 400, '31-90': 140, '91-': 10 },
      rows: [
        { id: 1, name: null, ...figures },
        { id: 2, name: null, ...figures, late: 0, silent: 0 },
        { id: null, name: null, ...figures, late: 0 },
      ],
      late: [
        sampleRow,
        { ...sampleRow, due_on: new Date('2026-03-18'), due_at: new Date('2026-03-18T18:59:59Z') },
      ],
      unread: 3,
      lang,
      t,
      now: sampleNow,
      ...change,
    })

const office = { cityId: 1, officeId: 1 }
const nothing = { open: 0, today: 0, soon: 0, late: 0, unassigned: 0, reopened: 0, silent: 0 }

const answer: SampleRow = {
  id: 1,
  number: sampleRow.number,
  office_id: 1,
  category_id: 1,
  question: sampleRow.text,
  question_lang: 'kk',
  answer: 'Шұңқыр асфальтпен жөнделді, жол ашық. '.repeat(8),
  answer_lang: 'kk',
  outcome: 'solved',
  position: { kk: 'Бас маман', ru: 'Главный специалист', en: 'Chief specialist' },
  mark: null,
  note: '',
  marked_by: null,
}

const quality =
  (rows: SampleRow[], trouble: QualityFacts['trouble'] = null) =>
  ({ lang, t }: Reading) =>
    qualityModel({ scope: office, place, places: samplePlaces, week: '2026-03-16', rows, trouble, lang, t })

const show = { template: 'dashboard/show', layout: 'staff' } as const
const read = { template: 'dashboard/quality', layout: 'staff' } as const

export const dashboardSamples: Sample[] = [
  { ...show, name: 'dashboard/show city', model: dashboard() },
  {
    ...show,
    name: 'dashboard/show office',
    model: dashboard({
      scope: office,
      scopes: [wholeCity, office],
      rows: [
        { id: 1, name: 'Әсел Жұмабаева', ...figures },
        { id: null, name: null, ...figures },
      ],
    }),
  },
  {
    ...show,
    name: 'dashboard/show empty',
    model: dashboard({
      scope: office,
      within: office,
      rows: [],
      late: [],
      unread: 0,
      counts: { ...nothing, clarify: 0, external: 0, forwarded: 0 },
      ages: { '0-7': 0, '8-15': 0, '16-30': 0, '31-90': 0, '91-': 0 },
    }),
  },
  {
    ...read,
    name: 'dashboard/quality',
    model: quality([
      answer,
      { ...answer, id: 2, mark: 'improve', note: 'Не сказано, когда', marked_by: 'Айгүл Серікқызы' },
      { ...answer, id: 3, mark: 'good', position: null },
    ]),
  },
  { ...read, name: 'dashboard/quality empty', model: quality([]) },
  {
    ...read,
    name: 'dashboard/quality bad mark',
    model: quality([answer], {
      id: 1,
      typed: { mark: 'improve', note: '' },
      errors: { note: 'dashboard:error.noteMissing' },
    }),
  },
]
