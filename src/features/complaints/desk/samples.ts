import { Temporal } from 'temporal-polyfill'
import type { Sample } from '../../../platform/http/route.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { StaffMember } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import type { Category, Directory, Office } from '../../offices/index.ts'
import { inboxModel } from './inbox-page.ts'
import { complaintModel, type Trouble } from './pages.ts'
import type { DeskRow, InboxFilter, InboxRow } from './queries.ts'

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })
const at = (iso: string) => Date.parse(iso)

const city: City = {
  id: 1,
  slug: 'synaqqala',
  names: names('Сынаққала', 'Сынаккала', 'Synaqqala'),
  timeZone: 'Asia/Almaty',
  calendar: 'kz',
  brandColour: '#006E7F',
  publication: 'after',
  countFrom: 'nextDay',
  workingDayEnds: '18:30',
  termDays: 15,
  reopenDays: 14,
  demo: false,
  openedAt: at('2025-01-01T00:00:00Z'),
  profile: {
    slogan: names('Қала бәріміздікі', 'Город для всех', 'A city for everybody'),
    centre: { lat: 49.95, lon: 82.6 },
    bounds: { south: 49.9, west: 82.5, north: 50, east: 82.7 },
    outline: { type: 'Polygon', coordinates: [] },
    lines: [],
    phone: { code: '7232', localDigits: 6 },
    emergency: [],
    links: [],
    categoryGroups: [],
    forwardDays: 3,
    moderationWords: [],
  },
  areas: [
    {
      id: 1,
      code: 'west',
      kind: 'district',
      names: names('Батыс ауданы', 'Западный район', 'Western district'),
      shape: null,
    },
  ],
}

const office = (id: number, code: string, short: Office['short']): Office => ({
  id,
  code,
  kind: 'department',
  names: short,
  short,
  external: false,
  contacts: { address: null, phones: [], email: null, hours: [] },
  parentId: null,
  current: true,
})
const offices = [
  office(1, 'roads', names('Жолдар басқармасы', 'Управление дорог', 'Department of roads')),
  office(2, 'housing', names('Тұрғын үй басқармасы', 'Управление жилья', 'Department of housing')),
]
const pothole: Category = {
  id: 1,
  code: 'pothole',
  groupCode: 'roads',
  icon: 'construction',
  names: names('Жолдағы шұңқырлар', 'Ямы, выбоины', 'Potholes'),
  keywords: { kk: [], ru: [] },
  danger: [],
  sensitive: false,
  proofPhoto: true,
  termDays: null,
  norm: null,
  current: true,
}
const directory: Directory = {
  offices,
  categories: [pothole],
  rules: [],
  officeById: new Map(offices.map((one) => [one.id, one])),
  categoryById: new Map([[1, pothole]]),
}
const calendar = { version: 'kz-2026.2', off: new Set<string>(), work: new Set<string>() }

const staff: StaffMember = {
  id: 1,
  name: 'Әсел Жұмабаева',
  email: 'asel@example.kz',
  lang: 'ru',
  position: names('Бас маман', 'Главный специалист', 'Chief specialist'),
  roles: [
    { cityId: 1, officeId: 1, role: 'head' },
    { cityId: 1, officeId: null, role: 'registrar' },
  ],
  officeLabel: 'Управление дорог',
}

const text = 'Мектептің жанындағы жолда терең шұңқыр бар, көліктер тротуармен айналып өтеді.'

const row: DeskRow = {
  id: 1,
  number: '260312345673',
  city_id: 1,
  status: 'in_work',
  publication: 'published',
  visibility: 'public',
  category_id: 1,
  district_id: 1,
  office_id: 1,
  routing_rule_id: 1,
  assignee_id: 1,
  assignee_name: staff.name,
  text,
  text_lang: 'kk',
  reply_lang: 'kk',
  address: 'Абай көшесі, 12',
  landmark: '',
  lat: null,
  lon: null,
  channel: 'web',
  received_at: new Date('2026-03-02T07:00:00Z'),
  registered_on: new Date('2026-03-02'),
  due_on: new Date('2026-03-24'),
  due_at: new Date('2026-03-24T18:59:59.999Z'),
  planned_on: null,
  last_answer_at: null,
  reopened_count: 0,
  transfer_count: 0,
  version: 5,
  contact_count: 1,
  photos: [
    {
      id: '00000000-0000-4000-8000-000000000001',
      role: 'before',
      answer_no: null,
      position: 0,
      small_width: 400,
      small_height: 300,
      shown: true,
    },
  ],
  activity: [
    entry(1, 'filed', 'resident', { channel: 'web' }),
    entry(2, 'registered', 'system', { registeredOn: '2026-03-02' }),
    entry(3, 'sent', 'system', {
      officeId: 1,
      ruleId: 1,
      dueOn: '2026-03-24',
      dueAt: 0,
      calendar: 'kz-2026.2',
    }),
    entry(4, 'started', 'staff', {}),
    entry(5, 'noted', 'staff', { text: 'Позвонить подрядчику' }, false),
  ],
}

function entry(
  seq: number,
  kind: string,
  actor: string,
  payload: object,
  isPublic = true,
): DeskRow['activity'][number] {
  const staffName = actor === 'staff' ? 'Әсел Жұмабаева' : null
  const moment = `2026-03-0${seq + 1}T07:00:00+00:00`
  return {
    seq,
    kind,
    at: moment,
    actor_kind: actor,
    office_id: 1,
    public: isPublic,
    payload,
    staff_name: staffName,
  }
}

type Place = { lang: Lang; t: Translate }

const complaint =
  (change: Partial<DeskRow>, wanted: string | null, trouble: Trouble | null, done: string | null = null) =>
  ({ lang, t }: Place) =>
    complaintModel({
      row: { ...row, ...change },
      city,
      directory,
      calendar,
      people: [{ id: 1, name: staff.name }],
      wanted,
      done,
      trouble,
      staff,
      lang,
      t,
      today: Temporal.PlainDate.from('2026-03-23'),
    })

const filter: InboxFilter = {
  view: 'open',
  sort: 'due',
  categoryId: null,
  officeId: null,
  status: null,
  text: '',
  page: 1,
}

const inboxRow: InboxRow = { ...row, assignee_name: null, photo_count: 2, reopened_count: 1 }

const inbox =
  (rows: InboxRow[], change: Partial<InboxFilter> = {}) =>
  ({ lang, t }: Place) =>
    inboxModel({
      rows,
      more: rows.length > 2,
      counts: {
        open: 1284,
        mine: 3,
        unassigned: 0,
        today: 1,
        late: 12,
        replied: 0,
        reopened: 2,
        moderation: 1,
        unrouted: 0,
      },
      filter: { ...filter, ...change },
      places: [{ city, directory, calendar }],
      staff,
      lang,
      t,
      now: Temporal.Instant.from('2026-03-23T07:00:00Z'),
    })

const show = { template: 'desk/show', layout: 'staff' } as const
const list = { template: 'desk/inbox', layout: 'staff' } as const
const longText = 'Көше жарығы мүлдем жанбайды. '.repeat(60)

export const deskSamples: Sample[] = [
  { ...show, name: 'desk/show', model: complaint({}, null, null) },
  { ...show, name: 'desk/show answer', model: complaint({}, 'answer', null) },
  { ...show, name: 'desk/show transfer', model: complaint({}, 'transfer', null) },
  { ...show, name: 'desk/show plan', model: complaint({}, 'plan', null) },
  { ...show, name: 'desk/show refuse', model: complaint({}, 'refuse', null) },
  { ...show, name: 'desk/show done', model: complaint({ status: 'answered' }, null, null, 'answer') },
  {
    ...show,
    name: 'desk/show held',
    model: complaint(
      {
        publication: 'held',
        activity: [...row.activity, entry(6, 'held', 'system', { reasons: ['phone', 'link'] })],
      },
      'publish',
      null,
    ),
  },
  {
    ...show,
    name: 'desk/show long',
    model: complaint({ text: longText, address: 'Абай көшесі, 12 '.repeat(10) }, 'note', null),
  },
  {
    ...show,
    name: 'desk/show errors',
    model: complaint({}, 'answer', {
      kind: 'form',
      typed: { text: 'Сделано', version: '5' },
      errors: {
        text: 'desk:error.textShort',
        outcome: 'desk:error.outcomeMissing',
        photos: 'desk:error.photoMissing',
      },
    }),
  },
  {
    ...show,
    name: 'desk/show conflict',
    model: complaint({}, 'answer', {
      kind: 'conflict',
      typed: { text: 'Шұңқыр жөнделді, жол ашық.' },
      since: 4,
    }),
  },
  {
    ...show,
    name: 'desk/show unrouted',
    model: complaint(
      { status: 'registered', office_id: null, due_on: null, due_at: null, category_id: null },
      'send',
      null,
    ),
  },
  {
    ...list,
    name: 'desk/inbox',
    model: inbox([
      inboxRow,
      {
        ...inboxRow,
        number: '260312345681',
        due_on: new Date('2026-03-20'),
        due_at: new Date('2026-03-20T18:59:59Z'),
      },
    ]),
  },
  { ...list, name: 'desk/inbox empty', model: inbox([]) },
  {
    ...list,
    name: 'desk/inbox filtered',
    model: inbox([], { text: 'фонарь', categoryId: 1, officeId: 2, status: 'planned' }),
  },
  {
    ...list,
    name: 'desk/inbox paged',
    model: inbox([inboxRow, inboxRow, { ...inboxRow, text: longText, publication: 'held' }], { page: 2 }),
  },
]
