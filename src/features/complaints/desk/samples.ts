import { Temporal } from 'temporal-polyfill'
import type { Sample } from '../../../platform/http/route.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { StaffMember } from '../../accounts/index.ts'
import type { Alongside } from '../inbox/alongside.ts'
import { keyRows } from '../inbox/settings/page.ts'
import { sampleCity as city, sampleDirectory as directory } from '../sample-city.ts'
import type { Trouble } from './complaint-facts.ts'
import { type DeskDuplicates, noDuplicates } from './duplicates.ts'
import { complaintModel } from './pages.ts'
import type { DeskRow } from './queries.ts'

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })

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
  answered: null,
  lat: null,
  lon: null,
  channel: 'web',
  received_at: new Date('2026-03-02T07:00:00Z'),
  registered_on: new Date('2026-03-02'),
  due_on: new Date('2026-03-24'),
  due_at: new Date('2026-03-24T18:59:59.999Z'),
  planned_on: null,
  words_held: false,
  version: 5,
  stay_answer_at: null,
  contacts: ['email', 'link'],
  mail_refusal: null,
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
  photo_hashes: [],
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
    assigned_name: kind === 'assigned' ? 'Әсел Жұмабаева' : null,
  }
}

const alike: DeskDuplicates = {
  candidates: ([12, null] as const).map((metres, index) => ({
    id: 2 + index,
    number: index === 0 ? '260312345681' : '260312345699',
    status: 'sent',
    categoryId: 1,
    text: 'Осы жердегі шұңқыр, үлкен',
    textLang: 'kk',
    address: 'Абай көшесі, 14',
    receivedAt: Date.parse('2026-03-01T07:00:00Z'),
    photoId: null,
    metres,
    street: metres === null ? 'house' : null,
    photo: index === 0,
    score: 0.92 - index / 3,
  })),
  photosIn: ['260312345681'],
}

type Place = { lang: Lang; t: Translate }

/** Somebody else is answering, and the keys are on. */
const sampleAlongside = (t: Translate): Alongside => ({
  acted: t('inbox:done.acted', { number: '2603-1234-5681' }),
  answering: t('inbox:answering', { name: 'Айгүл Серікқызы' }),
  answeringAction: '/staff',
  keys: {
    list: keyRows(t),
    page: '/staff',
    inbox: '/staff',
  },
})

const nothingBeside: Alongside = { acted: null, answering: null, answeringAction: '/staff', keys: null }

const complaint =
  (change: Partial<DeskRow>, wanted: string | null, trouble: Trouble | null, done: string | null = null) =>
  ({ lang, t }: Place) =>
    complaintModel({
      row: { ...row, ...change },
      city,
      directory,
      calendar,
      people: [{ id: 1, name: staff.name }],
      duplicates: wanted === 'merge' ? alike : noDuplicates,
      alongside: wanted === 'answer' ? sampleAlongside(t) : nothingBeside,
      wanted,
      done,
      trouble,
      staff,
      lang,
      t,
      today: Temporal.PlainDate.from('2026-03-23'),
    })

const show = { template: 'desk/show', layout: 'staff' } as const
const longText = 'Көше жарығы мүлдем жанбайды. '.repeat(60)

export const deskSamples: Sample[] = [
  { ...show, name: 'desk/show', model: complaint({}, null, null) },
  { ...show, name: 'desk/show answer', model: complaint({}, 'answer', null) },
  { ...show, name: 'desk/show transfer', model: complaint({}, 'transfer', null) },
  { ...show, name: 'desk/show plan', model: complaint({}, 'plan', null) },
  { ...show, name: 'desk/show merge', model: complaint({}, 'merge', null) },
  {
    ...show,
    name: 'desk/show merged',
    model: complaint({ status: 'merged' }, 'unmerge', null),
  },
  { ...show, name: 'desk/show refuse', model: complaint({}, 'refuse', null) },
  {
    ...show,
    name: 'desk/show done',
    model: complaint(
      { activity: [...row.activity, entry(6, 'noted', 'staff', { text: 'Звонил' }, false)] },
      null,
      null,
      'note',
    ),
  },
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
    name: 'desk/show held words',
    model: complaint(
      {
        words_held: true,
        address: '',
        lat: 49.95,
        lon: 82.6,
        activity: [
          ...row.activity,
          entry(6, 'assigned', 'staff', { staffId: 1 }, false),
          entry(7, 'added', 'resident', { text: 'Маған 8 705 123 45 67 қоңырау шалыңыз', held: ['phone'] }),
        ],
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
    name: 'desk/show nothing to do any more',
    model: complaint({ status: 'withdrawn' }, 'answer', {
      kind: 'form',
      typed: { text: 'Сделано', version: '5' },
      errors: { text: 'desk:error.textShort' },
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
]
