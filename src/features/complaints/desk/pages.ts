import type { Temporal } from 'temporal-polyfill'
import { dateToDay } from '../../../platform/db/instant.ts'
import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Deadline, Option, SummaryError, SummaryRow, Tag } from '../../../platform/http/parts.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { rolesIn, type StaffMember } from '../../accounts/index.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { deadlineLine } from '../deadline-line.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths, deskPaths } from '../paths.ts'
import { canHappen, type EventKind, mayCause, type Role, refusalGrounds, type Status } from '../rules.ts'
import { statusTag } from '../status-tag.ts'
import { type DeskForm, deskActs } from './forms.ts'
import type { DeskRow } from './queries.ts'
import { type DeskEntry, timelineOf } from './timeline.ts'

/** Why the page came back: what was typed is in it, nothing is lost. */
export type Trouble =
  | { kind: 'form'; typed: Typed; errors: FieldErrors }
  | { kind: 'photos'; typed: Typed; sentences: string[] }
  | { kind: 'conflict' | 'notAllowed'; typed: Typed; since: number }

export type DeskPhoto = { src: string; href: string; alt: string; width: number; height: number }

export type ComplaintModel = PageModel & {
  number: string
  title: string
  status: Tag
  deadline: Deadline | null
  whyThisDate: string | null
  facts: SummaryRow[]
  text: string
  textLang: string
  before: DeskPhoto[]
  after: DeskPhoto[]
  publicHref: string | null
  heldReasons: string | null
  timeline: DeskEntry[]
  done: string | null
  acts: { act: DeskForm; label: string; icon: string; href: string; current: boolean }[]
  form: ActForm | null
  errors: SummaryError[]
  conflict: { title: string; text: string; theirs: DeskEntry[]; mine: string | null } | null
}

export type ActForm = {
  act: DeskForm
  action: string
  title: string
  hint: string | null
  version: string
  /** Values to show in the fields, and the sentence under each. */
  typed: Typed
  fieldErrors: Record<string, string>
  options: Option[]
  outcomes: Option[]
  replyLang: string
  /** Label of the text field. */
  textLabel: string
  needsPhoto: boolean
  minDate: string
  button: string
  danger: boolean
  blank: boolean
}

export const complaintPage = definePage<ComplaintModel>('desk/show', { layout: 'staff' })

export type ComplaintFacts = {
  row: DeskRow
  city: City
  directory: Directory
  calendar: WorkingCalendar
  people: { id: number; name: string }[]
  /** The act whose form the person asked for. */
  wanted: string | null
  /** The act that was just done. */
  done: string | null
  trouble: Trouble | null
  staff: StaffMember
  lang: Lang
  t: Translate
  today: Temporal.PlainDate
}

export function complaintModel(facts: ComplaintFacts): ComplaintModel {
  const { row, city, directory, lang, t, trouble, done } = facts
  const category = directory.categoryById.get(row.category_id ?? 0)
  const acts = possibleActs(facts)
  const wanted = deskActs.find((act) => act === facts.wanted)
  const current = acts.find((act) => act === wanted) ?? (trouble === null ? acts[0] : undefined)
  const number = formatNumber(row.number)
  const timeline = timelineOf(facts)
  return {
    page: {
      title: `${number} · ${category ? nameIn(category.names, lang) : t('desk:noCategory')}`,
      crumbs: [{ href: deskPaths.inbox(), label: t('desk:inbox.title') }],
      noindex: true,
    },
    number,
    title: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    status: statusTag(row.status as Status, t),
    deadline: deadlineLine(clockedOf(row), { ...facts, timeZone: city.timeZone }),
    whyThisDate: whyThisDate(facts),
    facts: summaryOf(facts),
    text: row.text,
    textLang: row.text_lang,
    before: photosOf(row, ['before', 'added'], t),
    after: photosOf(row, ['after'], t),
    publicHref: complaintPaths.show(lang, city.slug, row.number),
    heldReasons: heldReasons(row, t),
    timeline,
    done: done !== null && deskActs.some((act) => act === done) ? t(`desk:done.${done as DeskForm}`) : null,
    acts: acts.map((act) => ({
      act,
      label: t(`desk:act.${act}.label`),
      icon: actIcons[act],
      href: `${deskPaths.show(row.number)}?act=${act}#act`,
      current: act === current,
    })),
    form: current === undefined ? null : formOf(facts, current),
    errors: errorsOf(facts, current),
    conflict: conflictOf(facts, timeline),
  }
}

const actIcons: Record<DeskForm, string> = {
  accept: 'check',
  start: 'hammer',
  assign: 'user',
  transfer: 'forward',
  send: 'send',
  ask: 'message-circle-question-mark',
  plan: 'calendar-clock',
  answer: 'message-square',
  refuse: 'ban',
  note: 'notebook-pen',
  publish: 'eye',
  hide: 'eye-off',
}

const eventOf: Record<DeskForm, EventKind> = {
  accept: 'accepted',
  start: 'started',
  assign: 'assigned',
  transfer: 'transferred',
  send: 'sent',
  ask: 'asked',
  plan: 'planned',
  answer: 'answered',
  refuse: 'refused',
  note: 'noted',
  publish: 'published',
  hide: 'hidden',
}

/** What this person may do to it now, in the order in which it is usually done. */
function possibleActs({ row, staff, city }: ComplaintFacts): DeskForm[] {
  const held = rolesIn(staff, city.id, row.office_id) as Role[]
  const order: DeskForm[] = [
    ...(['send', 'accept', 'answer', 'start', 'plan', 'ask', 'transfer', 'assign'] as const),
    ...(['refuse', 'note', 'publish', 'hide'] as const),
  ]
  return order.filter((act) => {
    if (!mayCause(eventOf[act], held)) return false
    if (act === 'publish') return row.publication !== 'published'
    if (act === 'hide') return row.publication !== 'hidden'
    // An unrouted complaint is registered on the way to its office.
    if (act === 'send') return row.status === 'new' || row.status === 'registered'
    return canHappen(eventOf[act], row.status as Status)
  })
}

function clockedOf(row: DeskRow) {
  return {
    status: row.status as Status,
    dueOn: row.due_on === null ? null : dateToDay(row.due_on),
    dueAt: row.due_at?.getTime() ?? null,
    plannedOn: row.planned_on === null ? null : dateToDay(row.planned_on),
    answeredAt: row.last_answer_at?.getTime() ?? null,
  }
}

/** The deadline explained: when it was registered, how long the term is, which calendar counted it. */
function whyThisDate({ row, city, directory, calendar, lang, t }: ComplaintFacts): string | null {
  if (row.due_on === null || row.registered_on === null) return null
  const days = directory.categoryById.get(row.category_id ?? 0)?.termDays ?? city.termDays
  return t('desk:whyThisDate', {
    registered: formatDay(dateToDay(row.registered_on), lang),
    count: days,
    due: formatDay(dateToDay(row.due_on), lang),
    calendar: calendar.version,
  })
}

function summaryOf({ row, city, directory, lang, t }: ComplaintFacts): SummaryRow[] {
  const office = directory.officeById.get(row.office_id ?? 0)
  const area = city.areas.find((one) => one.id === row.district_id)
  const place = [row.address, row.landmark, area ? nameIn(area.names, lang) : ''].filter(
    (part) => part !== '',
  )
  const rows: [string, string][] = [
    [t('desk:fact.office'), office ? nameIn(office.names, lang) : t('desk:noOffice')],
    [t('desk:fact.assignee'), row.assignee_name ?? t('desk:nobody')],
    [t('desk:fact.place'), place.join('\n') || t('desk:noPlace')],
    [t('desk:fact.received'), formatMoment(row.received_at.getTime(), lang, city.timeZone)],
    [t('desk:fact.channel'), channelName(row.channel, t)],
    [t('desk:fact.replyLang'), t(`desk:lang.${row.reply_lang as Lang}`)],
    [
      t('desk:fact.visibility'),
      t(row.visibility === 'staff' ? 'desk:visibility.staff' : 'desk:visibility.public'),
    ],
    [t('desk:fact.contact'), t(row.contact_count > 0 ? 'desk:contact.given' : 'desk:contact.none')],
  ]
  return rows.map(([label, value]) => ({ label, value }))
}

const channels = [
  'web',
  'phone',
  'front_office',
  'letter',
  'import',
  'mobile_app',
  'social',
  'staff',
] as const

export function channelName(channel: string, t: Translate): string {
  const known = channels.find((one) => one === channel)
  return t(`complaints:channel.${known ?? 'other'}`)
}

function photosOf(row: DeskRow, roles: string[], t: Translate): DeskPhoto[] {
  return row.photos
    .filter((photo) => roles.includes(photo.role))
    .map((photo, index) => ({
      src: deskPaths.photo(photo.id, 'small'),
      href: deskPaths.photo(photo.id, 'large'),
      alt: t('desk:photoAlt', { position: index + 1 }),
      width: photo.small_width,
      height: photo.small_height,
    }))
}

function heldReasons(row: DeskRow, t: Translate): string | null {
  if (row.publication !== 'held') return null
  const held = row.activity.findLast((entry) => entry.kind === 'held')
  const reasons = (held?.payload as { reasons?: string[] } | undefined)?.reasons ?? []
  const known = ['phone', 'iin', 'email', 'plate', 'link', 'word', 'city'] as const
  const words = known.filter((one) => reasons.includes(one)).map((one) => t(`complaints:holdReason.${one}`))
  return t('desk:held', { reasons: words.join(', ') })
}

function formOf(facts: ComplaintFacts, act: DeskForm): ActForm {
  const { row, directory, people, lang, t, trouble, today } = facts
  const typed = trouble?.typed ?? {}
  const category = directory.categoryById.get(row.category_id ?? 0)
  const offices = directory.offices.filter((office) => office.current && office.id !== row.office_id)
  const choose = { value: '', label: t('desk:choose') }
  const options: Partial<Record<DeskForm, Option[]>> = {
    transfer: [choose, ...offices.map((one) => ({ value: String(one.id), label: nameIn(one.names, lang) }))],
    send: [choose, ...offices.map((one) => ({ value: String(one.id), label: nameIn(one.names, lang) }))],
    assign: [choose, ...people.map((one) => ({ value: String(one.id), label: one.name }))],
    refuse: refusalGrounds.map((ground) => ({ value: ground, label: t(`complaints:ground.${ground}`) })),
  }
  return {
    act,
    action: deskPaths.act(row.number, act),
    title: t(`desk:act.${act}.title`),
    hint: hintOf(facts, act),
    version: String(row.version),
    typed: {
      text: typed['text'] ?? '',
      reason: typed['reason'] ?? '',
      plannedOn: typed['plannedOn'] ?? '',
      outcome: typed['outcome'] ?? '',
      ground: typed['ground'] ?? '',
      officeId: typed['officeId'] ?? '',
      staffId: typed['staffId'] ?? String(row.assignee_id ?? ''),
    },
    fieldErrors: sentences(facts),
    options: options[act] ?? [],
    outcomes: [
      { value: 'solved', label: t('complaints:outcome.solved'), hint: t('desk:outcomeHint.solved') },
      { value: 'explained', label: t('complaints:outcome.explained'), hint: t('desk:outcomeHint.explained') },
    ],
    replyLang: row.reply_lang,
    textLabel: t(act === 'note' ? 'desk:field.note' : 'desk:field.text'),
    needsPhoto: category?.proofPhoto ?? false,
    minDate: today.toString(),
    button: t(`desk:act.${act}.button`),
    danger: act === 'refuse' || act === 'hide',
    blank: ['accept', 'start', 'publish'].includes(act),
  }
}

function hintOf({ row, t }: ComplaintFacts, act: DeskForm): string | null {
  if (act === 'note') return t('desk:hint.internal')
  if (act === 'transfer') return t('desk:hint.transfer')
  if (['answer', 'plan', 'ask', 'refuse'].includes(act)) {
    return t('desk:hint.public', { lang: t(`desk:langIn.${row.reply_lang as Lang}`) })
  }
  return null
}

/** The sentence under each field; `photos` gets all of its sentences. */
function sentences({ trouble, t }: ComplaintFacts): Record<string, string> {
  const found: Record<string, string> = {
    text: '',
    reason: '',
    plannedOn: '',
    outcome: '',
    ground: '',
    officeId: '',
  }
  found['staffId'] = ''
  found['photos'] = trouble?.kind === 'photos' ? trouble.sentences.join('\n') : ''
  if (trouble?.kind !== 'form') return found
  for (const [field, key] of Object.entries(trouble.errors)) found[field] = t(key as TextKey)
  return found
}

function errorsOf(facts: ComplaintFacts, current: DeskForm | undefined): SummaryError[] {
  if (current === undefined) return []
  return Object.entries(sentences(facts))
    .filter(([, text]) => text !== '')
    .map(([field, text]) => ({ href: `#${field}`, text }))
}

/** What happened since the person had looked, beside what the person wants to say. */
function conflictOf({ trouble, row, t }: ComplaintFacts, timeline: DeskEntry[]): ComplaintModel['conflict'] {
  if (trouble?.kind !== 'conflict' && trouble?.kind !== 'notAllowed') return null
  const seqs = new Set(row.activity.filter((entry) => entry.seq > trouble.since).map((entry) => entry.seq))
  const mine = trouble.typed['text'] ?? trouble.typed['reason'] ?? ''
  return {
    title: t(trouble.kind === 'conflict' ? 'desk:conflict.title' : 'desk:notAllowed.title'),
    text: t(trouble.kind === 'conflict' ? 'desk:conflict.text' : 'desk:notAllowed.text'),
    theirs: timeline.filter((entry) => seqs.has(entry.seq)),
    mine: mine === '' ? null : mine,
  }
}
