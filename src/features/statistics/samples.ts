import type { Sample } from '../../platform/http/route.ts'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import type { Office } from '../offices/index.ts'
import { chartSamples } from './chart-pages/samples.ts'
import { type CommentData, commentModel } from './comments/page.ts'
import type { FigureQuery } from './figures/figure-query.ts'
import { categoryModel } from './pages/category-page.ts'
import { type CityData, cityModel } from './pages/city-page.ts'
import { methodModel } from './pages/method-page.ts'
import { nationModel } from './pages/nation-page.ts'
import { type OfficeData, officeModel } from './pages/office-page.ts'
import { officesModel } from './pages/offices-page.ts'
import type { Refused } from './pages/window-form.ts'
import {
  asOf,
  cityBody,
  cityPageBody,
  figuresOf,
  officeBody,
  officesBody,
  type Place,
  query,
  readingIn,
  set,
} from './sample-figures.ts'

function ofCity(
  received: number,
  more: Partial<FigureQuery> = {},
  refused: Refused | null = null,
): Sample['model'] {
  const data: CityData = {
    query: { ...query, ...more },
    map: 'districts',
    set: set(cityPageBody(received)),
    refused,
  }
  return (place) => cityModel(data, readingIn(place))
}

function ofCategory(received: number): Sample['model'] {
  const [category] = sampleDirectory.categories
  if (category === undefined) throw new Error('the sample city has no category')
  const data = {
    category,
    query: { ...query, category: { id: category.id, code: category.code } },
    own: set(cityBody(received)),
    before: figuresOf(Math.round(received * 1.3)),
    city: figuresOf(12_400),
    offices: set(officesBody(received)),
  }
  return (place) => categoryModel(data, readingIn(place))
}

/** A day that nobody can read. */
const typedWrong = ({ t }: Place): Refused => ({
  typed: { from: '31.12.2025', to: '' },
  parameter: 'from',
  sentence: t('statistics:bad.day', { parameter: t('statistics:form.from') }),
})

function ofNation(received: readonly number[], isRefused = false): Sample['model'] {
  const cities = received.map((_, index) => ({ ...sampleCity, slug: `city-${index}` }))
  const figures = received.map((n, index) => ({ ...figuresOf(n), city: `city-${index}` }))
  const body = { cities: figures, together: figuresOf(received.reduce((sum, n) => sum + n, 0)) }
  const { window, windowGiven } = query
  const data = { set: set(body), window, windowGiven, cities, sort: 'received' as const }
  return (place) => nationModel({ ...data, refused: isRefused ? typedWrong(place) : null }, place)
}

const calendar: WorkingCalendar = {
  version: 'kz-2026.2',
  off: new Set(['2025-12-16', '2026-01-01', '2026-01-02', '2026-01-07']),
  work: new Set(['2025-01-05']),
}

const longText = 'Шұңқыр асфальтпен жөнделді, жол қозғалысы қалпына келтірілді. '.repeat(12)

function ofOffice(office: Office | undefined, received: number, more: Partial<OfficeData> = {}) {
  if (office === undefined) throw new Error('the sample city has no such office')
  const data = {
    office,
    query: { ...query, office: { id: office.id, code: office.code } },
    set: set(officeBody(received)),
    late: [],
    comments: [],
    answers: [],
    calendar,
    now: asOf,
    refused: null,
    ...more,
  }
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
    point: null,
  },
}

const said = [
  {
    id: 3,
    at: asOf - 86_400_000,
    texts: {
      kk: 'Ақпанда екі бригада жол үстінде болды.',
      ru: 'В феврале на дорогах были две бригады.',
      en: '',
    },
  },
  { id: 2, at: asOf - 40 * 86_400_000, texts: { kk: '', ru: '', en: '' } },
  { id: 1, at: asOf - 60 * 86_400_000, texts: { kk: '', ru: 'Техника в ремонте, опаздываем.', en: '' } },
]

function ofComment(form: CommentData['form']): Sample['model'] {
  if (roads === undefined) throw new Error('the sample city has no office')
  return (place) =>
    commentModel({ office: roads, city: sampleCity, said: form === null ? said : [], form }, place)
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
  sample('city/not-understood', 'statistics/city', (place) => ofCity(12_400, {}, typedWrong(place))(place)),
  ...chartSamples,
  { ...sample('comment/said', 'statistics/comment', ofComment(null)), layout: 'staff' },
  {
    ...sample(
      'comment/nothing-typed',
      'statistics/comment',
      ofComment({ typed: {}, errors: { textKk: 'statistics:comment.missing' } }),
    ),
    layout: 'staff',
  },
  sample('method', 'statistics/method', (place) => methodModel(calendar, asOf, readingIn(place))),
  sample('category/usual', 'statistics/category', ofCategory(900)),
  sample('category/nothing', 'statistics/category', ofCategory(0)),
  sample('nation/usual', 'statistics/nation', ofNation([12_400, 2400, 0, 900])),
  sample('nation/one', 'statistics/nation', ofNation([0])),
  sample('nation/not-understood', 'statistics/nation', ofNation([12_400, 2400], true)),
  sample('offices/usual', 'offices/index', (place) =>
    officesModel({ query, set: set(officesBody(9000)), sort: 'received', refused: null }, readingIn(place)),
  ),
  sample('offices/not-understood', 'offices/index', (place) =>
    officesModel(
      { query, set: set(officesBody(9000)), sort: null, refused: typedWrong(place) },
      readingIn(place),
    ),
  ),
  sample('offices/none', 'offices/index', (place) =>
    officesModel(
      {
        query,
        set: set({ offices: [], together: figuresOf(0), months: [] }),
        ...{ sort: null, refused: null },
      },
      readingIn(place),
    ),
  ),
  sample(
    'office/usual',
    'offices/show',
    ofOffice(roads && { ...roads, ...known }, 2400, { late, answers, comments: said }),
  ),
  sample('office/long-name', 'offices/show', ofOffice(housing, 24, { late: late.slice(1) })),
  sample('office/not-understood', 'offices/show', (place) =>
    ofOffice(roads, 2400, { refused: typedWrong(place) })(place),
  ),
  sample('office/outside-and-idle', 'offices/show', ofOffice(gas, 0)),
  sample('office/former', 'offices/show', ofOffice(gas && { ...gas, current: false }, 40)),
]
