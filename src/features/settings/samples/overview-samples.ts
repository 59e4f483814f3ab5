import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import type { Sample } from '../../../platform/http/route.ts'
import { firstRunModel } from '../pages/first-run-page.ts'
import { historyModel, plannedModel } from '../pages/history-page.ts'
import { homeModel } from '../pages/home-page.ts'
import { importModel } from '../pages/import-page.ts'
import { integrationsModel } from '../pages/integrations-page.ts'
import { stateModel } from '../pages/state-page.ts'
import { ruleDoc } from '../things/rule.ts'
import { aroundOf, at, changes, ended, names, office, planned, state } from './documents.ts'
import { sample } from './sample.ts'

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

export const overviewSamples: Sample[] = [
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
  sample('history', 'history', (place) => historyModel({ around: aroundOf(place), of: null, rows: changes })),
  sample('history empty', 'history', (place) =>
    historyModel({ around: aroundOf(place), of: null, rows: [] }),
  ),
  sample('planned', 'planned', (place) => plannedModel(aroundOf(place), planned)),
  sample('planned empty', 'planned', (place) => plannedModel(aroundOf(place), [])),
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
        ...{ database: null, disk: { free: 1e9, total: 5e10 }, pictures: 4 },
        sums: { wrong: 3, verifiedAt: null, driftedAt: at - 7_200_000 },
        backup: { at: null, rehearsedAt: null, isOld: true },
        software: state.software,
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
        { line: 3, path: 'terms.extra', message: 'settings:error.unknownSetting', detail: '' },
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
  sample('integrations', 'integrations', (place) =>
    integrationsModel(aroundOf(place), {
      ...{ email: 'admin@example.kz', isAsked: false },
      all: [
        {
          ...{ name: 'mail', isOn: true, place: 'mail.example.kz:465', doneAt: at - 90_000, failedAt: at },
          variables: ['SMTP_URL', 'PUBLIC_URL'],
        },
        {
          ...{ name: 'telegram', isOn: true, place: 'api.telegram.org', doneAt: at, failedAt: null },
          variables: ['TELEGRAM_TOKEN'],
        },
        {
          ...{ name: 'signIn', isOn: false, place: null, doneAt: null, failedAt: null },
          variables: ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
        },
        {
          ...{ name: 'files', isOn: true, place: null, doneAt: null, failedAt: null },
          variables: ['DATA_DIR'],
        },
      ],
    }),
  ),
  sample('integrations asked', 'integrations', (place) =>
    integrationsModel(aroundOf(place), { all: [], email: 'admin@example.kz', isAsked: true }),
  ),
]
