import type { FieldErrors, Typed } from '../../platform/http/form.ts'
import type { Sample } from '../../platform/http/route.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import { firstRunModel } from './pages/first-run-page.ts'
import { historyModel, plannedModel } from './pages/history-page.ts'
import { homeModel } from './pages/home-page.ts'
import { importModel } from './pages/import-page.ts'
import { listModel } from './pages/list-page.ts'
import { recountModel } from './pages/recount-page.ts'
import { coverageModel, trialModel } from './pages/routing-pages.ts'
import { stateModel } from './pages/state-page.ts'
import { termModel } from './pages/term-page.ts'
import { type ThingInput, thingModel } from './pages/thing-page.ts'
import type { ChangeRow, PlannedRow } from './queries.ts'
import type { Move, RecountRow } from './recount-queries.ts'
import { coverageOf, tryRoute } from './routing.ts'
import type { SystemState } from './state.ts'
import type { Around, Doc, ListKind } from './thing.ts'
import { thingOf } from './things/index.ts'
import type { OfficeDoc } from './things/office.ts'
import { ruleDoc } from './things/rule.ts'

const at = Date.parse('2026-03-10T06:00:00Z')
const today = '2026-03-10'
type Place = { lang: Lang; t: Translate }

const aroundOf = ({ lang, t }: Place): Around => ({ city: sampleCity, directory: sampleDirectory, lang, t })
const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })
const long = 'Тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі '

const office: OfficeDoc = {
  ...(thingOf('office').blank() as OfficeDoc),
  names: names(long, 'Отдел жилищно-коммунального хозяйства', 'Division of housing and communal services'),
  short: names('ТКШ бөлімі', 'Отдел ЖКХ', 'Housing'),
  phones: ['+77232000000', '109'],
  hours: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: { from: '13:00', to: '14:30' } }],
}
const ended: OfficeDoc = { ...office, validTo: '2026-04-01', successor: 'roads' }
const terms = thingOf('terms').blank()

const docs: Record<ListKind, [string, Doc][]> = {
  office: [
    ['housing', office],
    ['old', { ...ended, validTo: '2026-01-01' }],
    ['gas', { ...office, external: true, phones: [] }],
  ],
  category: sampleDirectory.categories.map((one) => [
    one.code,
    {
      ...thingOf('category').blank(),
      names: one.names,
      group: one.groupCode,
      danger: one.danger,
      sensitive: one.sensitive,
      proofPhoto: one.proofPhoto,
      questions: one.questions,
    },
  ]),
  rule: [
    ['pothole.east', ruleDoc('housing', ['roads'])],
    ['pothole.*', ruleDoc('roads', [])],
    ['*.*', ruleDoc('housing', [])],
  ],
  day: [
    ['2026-03-24', day('Наурыз мейрамы', 'off', false)],
    ['2026-05-27', day('Құрбан айт', 'off', true)],
    ['2027-01-01', day('Жаңа жыл', 'off', false)],
  ],
  notice: [
    [
      'heating',
      {
        text: names(long, 'Отопление отключат 15 апреля', 'Heating ends on 15 April'),
        ...{ place: 'strip', tone: 'warning', link: 'https://example.kz/heat' },
        ...{ startsOn: '2026-03-01', endsOn: '2026-04-15' },
      },
    ],
  ],
}

function day(name: string, kind: 'off' | 'work', estimate: boolean): Doc {
  return { names: names(name, name, name), kind, source: 'ҚР Үкіметінің қаулысы', estimate }
}

const changes: ChangeRow[] = [
  change(3, { ...office, phones: ['109'] }, ended, { undoOf: 2 }),
  change(2, office, { ...office, phones: ['109'] }, { plannedId: 1 }),
  change(1, null, office),
]

function change(id: number, before: Doc | null, after: Doc | null, more: Partial<ChangeRow> = {}): ChangeRow {
  const by = { staffName: 'Әсел Сәрсенова', undoOf: null, plannedId: null }
  return { id, kind: 'office', key: 'housing', version: id, at, before, after, ...by, ...more }
}

const planned: PlannedRow[] = [
  {
    ...{
      id: 1,
      kind: 'terms',
      key: '',
      takesEffectOn: '2026-04-01',
      plannedAt: at,
      staffName: 'Әсел Сәрсенова',
    },
    ...{ before: terms, after: { ...terms, termDays: 10 }, outcome: null },
  },
  {
    ...{ id: 2, kind: 'rule', key: 'snow.*', takesEffectOn: '2026-03-01', plannedAt: at, staffName: 'Әсел' },
    ...{ before: null, after: ruleDoc('gone', []), outcome: 'refused' },
  },
]

const moves: Move[] = Array.from({ length: 60 }, (_, index) => ({
  complaintId: index,
  number: '260304831728',
  ...{ replyLang: 'kk', fromDueOn: '2026-03-30' },
  due: { dueOn: index === 0 ? '2026-03-27' : '2026-03-31', dueAt: at, calendar: 'kz-synaqqala.1' },
}))
const past: RecountRow[] = [
  { calendarVersion: 'kz-synaqqala.1', askedAt: at, finishedAt: null, moved: 0, staffName: 'Әсел Сәрсенова' },
  { calendarVersion: 'kz-2026.2', askedAt: at, finishedAt: at, moved: 12, staffName: 'Әсел Сәрсенова' },
]

const state: SystemState = {
  queues: ['complaints.notify', 'following.send'].map((name) => ({
    ...{ name, waiting: 2, active: 1, failed: 0, lastFailedAt: null },
  })),
  database: { version: '18.4', bytes: 3.2e9, connections: 6 },
  ...{ disk: { free: 3e11, total: 5e11 }, pictures: 0, mail: 'smtp', wrongSums: 0 },
}

const sample = (
  name: string,
  template: string,
  model: (place: Place) => ReturnType<Sample['model']>,
): Sample => ({
  name: `settings/${name}`,
  template: `settings/${template}`,
  layout: 'staff',
  model,
})

const thing = (name: string, input: Partial<ThingInput> & Pick<ThingInput, 'kind' | 'key'>): Sample =>
  sample(`thing ${name}`, 'thing', (place) =>
    thingModel({
      around: aroundOf(place),
      ...{ doc: null, version: 0, changes: [], planned: [], open: null },
      ...input,
    }),
  )

const list = (kind: ListKind, rows = docs[kind]): Sample =>
  sample(`list ${kind}${rows.length === 0 ? ' empty' : ''}`, 'list', (place) =>
    listModel({ around: aroundOf(place), kind, docs: new Map(rows), today, done: null }),
  )

const firstRun = (name: string, typed: Typed, errors: FieldErrors): Sample => ({
  ...sample(`first run${name}`, 'first-run', ({ lang, t }) =>
    firstRunModel(
      { packs: [{ slug: 'aksu', names: names('Ақсу', 'Аксу', 'Aksu') }], token: 'A'.repeat(22), lang, t },
      { typed, errors },
    ),
  ),
  layout: 'bare',
})

const overview = { notices: 2, planned: 1, changes: 14, touched: ['office'], people: 1 }

export const settingsSamples: Sample[] = [
  sample('home', 'home', (place) =>
    homeModel({ around: aroundOf(place), overview, gaps: 0, query: '', beginnings: null }),
  ),
  sample('home nothing found', 'home', (place) =>
    homeModel({ around: aroundOf(place), overview, gaps: 3, query: 'qwerty', beginnings: null }),
  ),
  sample('home of a new city', 'home', (place) =>
    homeModel({
      ...{ around: aroundOf(place), overview, gaps: 3, query: '' },
      beginnings: { ...overview, gaps: 3, years: new Set([2026]), thisYear: 2026 },
    }),
  ),
  sample('cities', 'cities', ({ t }) => ({
    page: { title: t('settings:home.choose'), noindex: true },
    cities: [{ href: '/staff/settings/synaqqala', name: 'Сынаққала' }],
  })),
  list('office'),
  list('category'),
  list('rule'),
  list('day'),
  list('notice'),
  list('notice', []),
  list('day', []),
  thing('office', {
    kind: 'office',
    key: 'housing',
    doc: office,
    version: 3,
    changes,
    open: 12,
    done: 'saved',
  }),
  thing('office ends', {
    ...{ kind: 'office', key: 'housing', doc: office, version: 3, changes, open: 12 },
    back: {
      typed: { 'names.kk': long, validTo: '2026-04-01' },
      errors: { successor: 'settings:error.successorNeeded', confirm: 'settings:error.confirm' },
      dangers: ['officeEnds'],
    },
  }),
  thing('office conflict', {
    ...{ kind: 'office', key: 'housing', doc: office, version: 4, open: 0 },
    back: { typed: {}, errors: {}, isConflict: true, after: ended },
  }),
  thing('office cannot be removed', {
    ...{ kind: 'office', key: 'housing', doc: office, version: 3 },
    back: { typed: {}, errors: { form: 'settings:error.inUse' }, removeError: true },
  }),
  thing('category new', { kind: 'category', key: null }),
  thing('category', {
    kind: 'category',
    key: 'bus',
    doc: docs.category.find(([code]) => code === 'bus')?.[1] ?? null,
  }),
  thing('rule', { kind: 'rule', key: 'pothole.*', doc: ruleDoc('roads', ['housing']) }),
  thing('day', { kind: 'day', key: '2026-05-27', doc: docs.day[1]?.[1] ?? null }),
  thing('notice errors', {
    ...{ kind: 'notice', key: null },
    back: {
      typed: { code: '1' },
      errors: { code: 'settings:error.code', 'text.kk': 'settings:error.empty' },
    },
  }),
  thing('terms', { kind: 'terms', key: '', doc: terms, planned }),
  thing('words', { kind: 'words', key: '', doc: { words: ['жабайы', 'ақымақ*'] } }),
  thing('look', { kind: 'look', key: '', doc: { brandColour: '#006E7F' } }),
  thing('look pale', {
    ...{ kind: 'look', key: '', doc: { brandColour: '#006E7F' } },
    back: { typed: { brandColour: '#FFE94D' }, errors: {} },
  }),
  thing('profile', {
    ...{ kind: 'profile', key: '' },
    doc: {
      names: sampleCity.names,
      slogan: sampleCity.profile.slogan,
      ...{ phoneCode: '7232', phoneDigits: 6 },
      emergency: sampleCity.profile.emergency,
      links: [],
      categoryGroups: sampleCity.profile.categoryGroups,
      operator: null,
    },
  }),
  sample('history', 'history', (place) => historyModel({ around: aroundOf(place), of: null, rows: changes })),
  sample('history empty', 'history', (place) =>
    historyModel({ around: aroundOf(place), of: null, rows: [] }),
  ),
  sample('planned', 'planned', (place) => plannedModel(aroundOf(place), planned)),
  sample('planned empty', 'planned', (place) => plannedModel(aroundOf(place), [])),
  sample('try routing', 'try-routing', (place) =>
    trialModel(aroundOf(place), { typed: {}, errors: {}, trial: null }),
  ),
  sample('try routing result', 'try-routing', (place) =>
    trialModel(aroundOf(place), {
      typed: { text: 'На дороге яма' },
      errors: {},
      trial: tryRoute(aroundOf(place), { guesses: ['pothole', 'dump'], categoryCode: null, point: null }),
    }),
  ),
  sample('try routing nobody', 'try-routing', (place) =>
    trialModel(aroundOf(place), {
      typed: { text: '?' },
      errors: {},
      trial: { guesses: [], category: null, area: null, routed: null },
    }),
  ),
  sample('try routing errors', 'try-routing', (place) =>
    trialModel(aroundOf(place), {
      typed: { text: '', point: 'x' },
      errors: { text: 'settings:error.trialText', point: 'settings:error.point' },
      trial: null,
    }),
  ),
  sample('coverage', 'coverage', (place) => coverageModel(aroundOf(place), coverageOf(aroundOf(place)))),
  sample('coverage gaps', 'coverage', (place) => {
    const around = aroundOf(place)
    const directory = { ...around.directory, rules: around.directory.rules.slice(0, 2) }
    return coverageModel(around, coverageOf({ ...around, directory }))
  }),
  firstRun('', {}, {}),
  firstRun(' errors', { slug: 'Семей' }, { slug: 'settings:error.slug', pack: 'settings:error.choose' }),
  sample('state', 'state', (place) => stateModel(aroundOf(place), state, null)),
  sample('state failing', 'state', (place) =>
    stateModel(
      aroundOf(place),
      {
        ...{
          queues: state.queues.map((queue) => ({ ...queue, failed: 3, lastFailedAt: at })),
          mail: 'folder',
        },
        ...{ database: null, disk: { free: 1e9, total: 5e10 }, pictures: 4, wrongSums: 3 },
      },
      12,
    ),
  ),
  sample('import', 'import', (place) => importModel({ around: aroundOf(place) })),
  sample('import faults', 'import', (place) =>
    importModel({
      around: aroundOf(place),
      faults: [
        { line: 12, path: 'offices.roads.phones.0', message: 'settings:error.phone', detail: '' },
        { line: null, path: '', message: null, detail: 'Unrecognized key: "extra"' },
      ],
    }),
  ),
  sample('import preview', 'import', (place) =>
    importModel({
      around: aroundOf(place),
      preview: {
        differing: [
          { entry: { kind: 'office', key: 'housing', doc: ended }, current: office },
          { entry: { kind: 'rule', key: 'snow.*', doc: ruleDoc('roads', []) }, current: null },
        ],
        ...{ configuration: '{\n  "format": "x"\n}', seenChange: 3, isUnconfirmed: true },
      },
    }),
  ),
  sample('recount', 'recount', (place) => recountModel({ around: aroundOf(place), moves, past })),
  sample('recount nothing', 'recount', (place) =>
    recountModel({ around: aroundOf(place), moves: [], past: [], isAsked: true }),
  ),
  sample('recount errors', 'recount', (place) =>
    recountModel({
      ...{ around: aroundOf(place), moves, past, isConflict: true },
      errors: { 'reason.kk': 'settings:error.reason', confirm: 'settings:error.confirm' },
    }),
  ),
  sample('try term', 'try-term', (place) =>
    termModel(aroundOf(place), {
      typed: { day: '2026-03-20', time: '19:00' },
      errors: {},
      counted: {
        ...{ receivedOn: '2026-03-20', registeredOn: '2026-03-26', why: 'afterHours', dueOn: '2026-04-16' },
        ...{ termDays: 15, calendar: 'kz-2026.2', calendarMissing: true },
        exceptions: [{ day: '2026-03-24', kind: 'off', names: names('Наурыз', 'Наурыз', 'Nauryz') }],
      },
    }),
  ),
  sample('try term errors', 'try-term', (place) =>
    termModel(aroundOf(place), {
      typed: { day: '', time: '25:00' },
      errors: { day: 'settings:error.day', time: 'settings:error.time' },
      counted: null,
    }),
  ),
]
