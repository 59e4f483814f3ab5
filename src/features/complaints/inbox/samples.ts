import { Temporal } from 'temporal-polyfill'
import type { Sample } from '../../../platform/http/route.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { sampleCity as city, sampleDirectory as directory } from '../sample-city.ts'
import { bulkSamples } from './bulk/samples.ts'
import { columns, usualPreferences } from './columns.ts'
import { type InboxFilter, noFilter } from './filter.ts'
import { type InboxFacts, inboxModel } from './page.ts'
import type { InboxRow } from './queries.ts'
import { settingsModel } from './settings/page.ts'

type Reading = { lang: Lang; t: Translate }

const calendar = { version: 'kz-2026.2', off: new Set<string>(), work: new Set<string>() }
export const samplePlaces = [{ city, directory, calendar }]

export const sampleStaff: StaffMember = {
  id: 1,
  name: 'Әсел Жұмабаева',
  email: 'asel@example.kz',
  lang: 'ru',
  position: { kk: 'Бас маман', ru: 'Главный специалист', en: 'Chief specialist' },
  roles: [
    { cityId: 1, officeId: 1, role: 'head' },
    { cityId: 1, officeId: null, role: 'registrar' },
  ],
  officeLabel: 'Управление дорог',
}

export const sampleNow = Temporal.Instant.from('2026-03-23T07:00:00Z')

export const sampleRow: InboxRow = {
  id: 1,
  number: '260312345673',
  city_id: 1,
  status: 'in_work',
  publication: 'published',
  category_id: 1,
  office_id: 1,
  district_id: 1,
  assignee_name: null,
  answering_name: null,
  text: 'Мектептің жанындағы жолда терең шұңқыр бар, көліктер тротуармен айналып өтеді.',
  text_lang: 'kk',
  address: 'Абай көшесі, 12',
  channel: 'web',
  received_at: new Date('2026-03-02T07:00:00Z'),
  due_on: new Date('2026-03-24'),
  due_at: new Date('2026-03-24T18:59:59.999Z'),
  planned_on: null,
  photo_count: 2,
  support_count: 14,
  paused_until: null,
  pending: '',
  reopened_count: 1,
  version: 5,
}

const due = (day: string) => ({ due_on: new Date(day), due_at: new Date(`${day}T18:59:59Z`) })
const longText = 'Көше жарығы мүлдем жанбайды. '.repeat(20)

/** One row of every colour. */
const allRows: InboxRow[] = [
  { ...sampleRow, number: '260312345681', ...due('2026-03-18'), assignee_name: sampleStaff.name },
  { ...sampleRow, number: '260312345699', ...due('2026-03-23'), answering_name: 'Айгүл Серікқызы' },
  { ...sampleRow, number: '260312345707', ...due('2026-03-26'), reopened_count: 0, support_count: 0 },
  { ...sampleRow, number: '260312345715', ...due('2026-04-07'), photo_count: 0, channel: 'phone' },
  { ...sampleRow, number: '260312345723', ...due('2026-03-30'), status: 'clarify' },
  { ...sampleRow, number: '260312345731', status: 'planned', planned_on: new Date('2026-04-02') },
  {
    ...sampleRow,
    number: '260312345749',
    ...due('2026-04-08'),
    text: longText,
    address: 'Абай көшесі, 12 '.repeat(10),
    publication: 'held',
    category_id: null,
    office_id: null,
    due_on: null,
    due_at: null,
  },
]

const inbox =
  (rows: InboxRow[], change: Partial<InboxFilter> = {}, more: Partial<InboxFacts> = {}) =>
  ({ lang, t }: Reading) =>
    inboxModel({
      rows,
      more: rows.length > 2,
      counts: {
        open: 1001,
        mine: 3,
        unassigned: 0,
        today: 1,
        late: 12,
        replied: 0,
        reopened: 2,
        moderation: 1,
        unrouted: 0,
        soon: 8,
        silent: 2,
        external: 0,
      },
      filter: { ...noFilter, ...change },
      places: samplePlaces,
      staff: sampleStaff,
      personal: {
        preferences: usualPreferences,
        saved: [
          {
            id: 1,
            name: 'Ямы на Абая',
            query: 'category=1&q=%D0%90%D0%B1%D0%B0%D1%8F',
            own: true,
            shared: 'none',
          },
          { id: 2, name: 'Мектептердің маңы', query: 'district=1', own: false, shared: 'office' },
        ],
        waiting: [],
      },
      people: [{ id: 1, name: sampleStaff.name }],
      done: null,
      nextDueOn: '2026-03-24',
      trouble: null,
      lang,
      t,
      now: sampleNow,
      ...more,
    })

const list = { template: 'inbox/list', layout: 'staff' } as const

const everything = { columns, density: 'roomy', keys: false, afterAct: 'next' } as const

export const inboxSamples: Sample[] = [
  { ...list, name: 'inbox/list', model: inbox(allRows) },
  { ...list, name: 'inbox/list empty', model: inbox([], { view: 'today' }) },
  { ...list, name: 'inbox/list nothing open', model: inbox([], {}, { nextDueOn: null }) },
  {
    ...list,
    name: 'inbox/list done',
    model: inbox([sampleRow], {}, { done: { kind: 'passed', number: sampleRow.number } }),
  },
  {
    ...list,
    name: 'inbox/list filtered',
    model: inbox([], {
      text: 'фонарь',
      categoryId: 1,
      officeId: 2,
      status: 'planned',
      districtId: 1,
      channel: 'phone',
      assignee: 'none',
      age: '8-15',
    }),
  },
  {
    ...list,
    name: 'inbox/list all columns',
    model: inbox(
      allRows,
      { page: 2, sort: 'oldest' },
      { personal: { preferences: everything, saved: [], waiting: [] } },
    ),
  },
  {
    ...list,
    name: 'inbox/list can be undone',
    model: inbox(
      [sampleRow],
      {},
      {
        personal: {
          preferences: usualPreferences,
          saved: [],
          waiting: [{ id: '00000000-0000-4000-8000-000000000001', kind: 'assign', count: 3 }],
        },
      },
    ),
  },
  {
    ...list,
    name: 'inbox/list nothing ticked',
    model: (reading) =>
      inbox(
        [sampleRow],
        {},
        {
          trouble: {
            kind: 'bulk',
            error: reading.t('inbox:error.noneChosen'),
            picked: new Set([sampleRow.number]),
          },
        },
      )(reading),
  },
  {
    ...list,
    name: 'inbox/list filter without a name',
    model: (reading) =>
      inbox(
        [sampleRow],
        { text: 'яма' },
        { trouble: { kind: 'save', error: reading.t('inbox:error.nameMissing'), name: '', share: '' } },
      )(reading),
  },
  {
    template: 'inbox/settings',
    layout: 'staff',
    name: 'inbox/settings',
    model: ({ t }) => settingsModel(usualPreferences, true, t),
  },
  ...bulkSamples,
]
