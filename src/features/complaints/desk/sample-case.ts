import { Temporal } from 'temporal-polyfill'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { sampleCity as city, sampleDirectory as directory } from '../sample-city.ts'
import { type CaseFacts, stateOf } from './complaint-facts.ts'
import { noDuplicates } from './duplicates.ts'
import type { DeskRow } from './queries.ts'

export type Place = { lang: Lang; t: Translate }

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })

export const sampleCalendar = { version: 'kz-2026.2', off: new Set<string>(), work: new Set<string>() }

export const sampleStaff: StaffMember = {
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

export const sampleRow: DeskRow = {
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
  assignee_name: sampleStaff.name,
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
  split_from: null,
  parts: [],
  looks: [{ at: '2026-03-06T08:00:00+00:00', reason: 'Қоңырау шалу', staff_name: 'Әсел Жұмабаева' }],
  stay_answer_at: null,
  contacts: ['email', 'link'],
  scans: [{ id: '00000000-0000-4000-8000-00000000000c', bytes: 184_320 }],
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
      dueAt: Date.parse('2026-03-24T18:59:59.999Z'),
      calendar: 'kz-2026.2',
    }),
    entry(4, 'started', 'staff', {}),
    entry(5, 'noted', 'staff', { text: 'Позвонить подрядчику' }, false),
  ],
}

/** A row of the history. */
export function entry(
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
    staff_id: actor === 'staff' ? 1 : null,
    office_id: 1,
    public: isPublic,
    payload,
    staff_name: staffName,
    assigned_name: kind === 'assigned' ? 'Әсел Жұмабаева' : null,
  }
}

/** The case of the examples, with other columns. */
export const sampleCase =
  (change: Partial<DeskRow> = {}, more: Partial<CaseFacts> = {}) =>
  ({ lang, t }: Place): CaseFacts => ({
    row: { ...sampleRow, ...change },
    state: stateOf({ ...sampleRow, ...change }),
    city,
    directory,
    calendar: sampleCalendar,
    people: [{ id: 1, name: sampleStaff.name }],
    duplicates: noDuplicates,
    draft: null,
    templates: [],
    hints: [],
    alongside: { acted: null, answering: null, answeringAction: '/staff', keys: null },
    template: null,
    staff: sampleStaff,
    lang,
    t,
    today: Temporal.PlainDate.from('2026-03-23'),
    now: Date.parse('2026-03-23T07:00:00Z'),
    ...more,
  })
