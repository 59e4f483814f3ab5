import { Temporal } from 'temporal-polyfill'
import { dateToDay } from '../../../platform/db/instant.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Deadline, Photo, SummaryRow, Tag } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { rolesIn } from '../../accounts/index.ts'
import { nameIn } from '../../city/index.ts'
import { answersInWords } from '../answers-in-words.ts'
import { channelName } from '../channel-name.ts'
import { deadlineLine } from '../deadline-line.ts'
import { holdReasonsIn } from '../hold-reasons.ts'
import type { Alongside } from '../inbox/alongside.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths, deskPaths } from '../paths.ts'
import { nearbyHref } from '../public/show/place.ts'
import { canHappen, type EventKind, mayCause, type Status } from '../rules.ts'
import { statusTag } from '../status-tag.ts'
import { type ActForm, formOf } from './act-form.ts'
import type { ComplaintFacts } from './complaint-facts.ts'
import { duplicateAlerts } from './duplicates.ts'
import { type DeskForm, deskActs } from './forms.ts'
import { photosOf } from './photos.ts'
import type { DeskRow } from './queries.ts'
import { type DeskEntry, timelineOf } from './timeline.ts'

export type ComplaintModel = PageModel & {
  alongside: Alongside
  number: string
  title: string
  status: Tag
  deadline: Deadline | null
  whyThisDate: string | null
  facts: SummaryRow[]
  text: string
  textLang: string
  before: Photo[]
  after: Photo[]
  publicHref: string | null
  heldReasons: string | null
  alerts: Alert[]
  timeline: DeskEntry[]
  done: string | null
  acts: { act: DeskForm; label: string; icon: string; href: string; current: boolean }[]
  form: ActForm | null
  conflict: { title: string; text: string; theirs: DeskEntry[]; mine: string | null } | null
}

export const complaintPage = definePage<ComplaintModel>('desk/show', { layout: 'staff' })

export function complaintModel(facts: ComplaintFacts): ComplaintModel {
  const { row, city, directory, lang, t, trouble } = facts
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
      scripts: ['inbox.js'],
    },
    alongside: facts.alongside,
    number,
    title: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    status: statusTag(row.status as Status, t),
    deadline: deadlineLine(clockedOf(row), { ...facts, timeZone: city.timeZone }),
    whyThisDate: whyThisDate(facts),
    facts: summaryOf(facts),
    text: row.text,
    textLang: row.text_lang,
    before: photosOf(
      row.photos.filter(({ role }) => role !== 'after'),
      t,
    ),
    after: photosOf(
      row.photos.filter(({ role }) => role === 'after'),
      t,
    ),
    publicHref: complaintPaths.show(lang, city.slug, row.number),
    heldReasons: heldReasons(row, t),
    alerts: [...mailAlerts(facts), ...duplicateAlerts(facts, { mayMerge: acts.includes('merge') })],
    timeline,
    done: doneOf(facts),
    acts: acts.map((act) => ({
      act,
      label: t(`desk:act.${act}.label`),
      icon: actIcons[act],
      href: deskPaths.form(row.number, act),
      current: act === current,
    })),
    form: current === undefined ? null : formOf(facts, current),
    conflict: conflictOf(facts, current, timeline),
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
  merge: 'git-merge',
  unmerge: 'undo-2',
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
  merge: 'merged',
  unmerge: 'unmerged',
}

/** What was just done, as long as nothing has happened since: an address alone claims nothing. */
function doneOf({ row, done, t }: ComplaintFacts): string | null {
  const act = deskActs.find((one) => one === done)
  return act !== undefined && row.activity.at(-1)?.kind === eventOf[act] ? t(`desk:done.${act}`) : null
}

/** What this person may do to it now, in the order in which it is usually done. */
function possibleActs({ row, staff, city }: ComplaintFacts): DeskForm[] {
  const held = rolesIn(staff, city.id, row.office_id)
  const order: DeskForm[] = [
    ...(['send', 'accept', 'answer', 'start', 'plan', 'ask', 'transfer', 'assign'] as const),
    ...(['merge', 'unmerge', 'refuse', 'note', 'publish', 'hide'] as const),
  ]
  return order.filter((act) => {
    if (!mayCause(eventOf[act], held)) return false
    if (act === 'publish' || act === 'hide') return mayModerate(row, act)
    // An unrouted complaint is registered on the way to its office.
    if (act === 'send') return row.status === 'new' || row.status === 'registered'
    return canHappen(eventOf[act], row.status as Status)
  })
}

/** What only staff may ever read is neither published nor hidden. */
function mayModerate({ visibility, publication, words_held }: DeskRow, act: 'publish' | 'hide'): boolean {
  if (visibility !== 'public') return false
  return act === 'hide' ? publication !== 'hidden' : publication !== 'published' || words_held
}

function clockedOf(row: DeskRow) {
  return {
    status: row.status as Status,
    dueOn: row.due_on === null ? null : dateToDay(row.due_on),
    dueAt: row.due_at?.getTime() ?? null,
    plannedOn: row.planned_on === null ? null : dateToDay(row.planned_on),
    answeredAt: row.stay_answer_at?.getTime() ?? null,
  }
}

/** The deadline explained by what set it last: the registration, a transfer, a reopening, an extension. */
function whyThisDate({ row, city, lang, t }: ComplaintFacts): string | null {
  const last = row.activity.findLast(({ payload }) => termIn(payload) !== null)
  const term = termIn(last?.payload)
  if (last === undefined || term === null) return null
  const at = Temporal.Instant.fromEpochMilliseconds(Date.parse(last.at))
  const isFirst = last.kind === 'sent' && row.registered_on !== null
  return t('desk:whyThisDate', {
    why: t(`complaints:event.${isFirst ? 'registered' : (last.kind as EventKind)}`),
    day: formatDay(
      isFirst && row.registered_on !== null
        ? dateToDay(row.registered_on)
        : localDate(at, city.timeZone).toString(),
      lang,
    ),
    due: formatDay(term.dueOn, lang),
    calendar: term.calendar,
  })
}

function termIn(payload: unknown): { dueOn: string; calendar: string } | null {
  const { dueOn, calendar } = (payload ?? {}) as Record<string, unknown>
  return typeof dueOn === 'string' && typeof calendar === 'string' ? { dueOn, calendar } : null
}

function summaryOf({ row, city, directory, lang, t }: ComplaintFacts): SummaryRow[] {
  const office = directory.officeById.get(row.office_id ?? 0)
  const area = city.areas.find((one) => one.id === row.district_id)
  const words = [row.address, row.landmark, area ? nameIn(area.names, lang) : ''].filter(Boolean)
  const { lat, lon } = row
  const point = lat === null || lon === null ? null : { lat, lon }
  const rows: (SummaryRow | null)[] = [
    { label: t('desk:fact.office'), value: office ? nameIn(office.names, lang) : t('desk:noOffice') },
    { label: t('desk:fact.assignee'), value: row.assignee_name ?? t('desk:nobody') },
    ...answersInWords({ lang, directory }, row.answered ?? undefined),
    words.length === 0 && point !== null
      ? null
      : { label: t('desk:fact.place'), value: words.join('\n') || t('desk:noPlace') },
    point && {
      label: t('desk:fact.point'),
      value: `${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`,
      href: nearbyHref(city, lang, point),
    },
    {
      label: t('desk:fact.received'),
      value: formatMoment(row.received_at.getTime(), lang, city.timeZone),
    },
    { label: t('desk:fact.channel'), value: channelName(row.channel, t) },
    { label: t('desk:fact.replyLang'), value: t(`desk:lang.${row.reply_lang as Lang}`) },
    {
      label: t('desk:fact.visibility'),
      value: t(row.visibility === 'staff' ? 'desk:visibility.staff' : 'desk:visibility.public'),
    },
    { label: t('desk:fact.contact'), value: t(`desk:contact.${contactOf(row)}`) },
  ]
  return rows.filter((one) => one !== null)
}

/** Notices go by mail only. */
function contactOf({ contacts }: DeskRow): 'email' | 'phone' | 'none' {
  return (['email', 'phone'] as const).find((kind) => contacts.includes(kind)) ?? 'none'
}

/** The resident does not hear of the answer: another way to reach them is needed. */
function mailAlerts({ row, t }: ComplaintFacts): Alert[] {
  const { mail_refusal: refusal, contacts } = row
  if (refusal === null) return []
  const how = contacts.includes('phone') ? 'desk:mailRefused.phone' : 'desk:mailRefused.link'
  return [{ title: t('desk:mailRefused.title', { refusal }), text: t(how), tone: 'warning' }]
}

/** What a moderator has to look at; null when there is nothing. */
function heldReasons(row: DeskRow, t: Translate): string | null {
  if (row.visibility !== 'public') return null
  if (row.publication === 'published' && row.words_held) return t('desk:heldWords')
  if (row.publication !== 'held') return null
  const held = row.activity.findLast((entry) => entry.kind === 'held')
  const { reasons = [] } = (held?.payload ?? {}) as { reasons?: string[] }
  return t('desk:held', { reasons: holdReasonsIn(reasons, t).join(', ') })
}

/**
 * What happened since the person had looked, beside what the person wants to say: also when the form itself has
 * mistakes but there is nothing to do with it any more.
 */
function conflictOf(
  { trouble, row, t }: ComplaintFacts,
  current: DeskForm | undefined,
  timeline: DeskEntry[],
): ComplaintModel['conflict'] {
  if (trouble === null) return null
  const isShown = trouble.kind === 'conflict' || trouble.kind === 'notAllowed'
  if (!isShown && current !== undefined) return null
  const since = 'since' in trouble ? trouble.since : Number(trouble.typed['version'] ?? row.version)
  const isRefused = trouble.kind === 'notAllowed'
  return {
    title: t(isRefused ? 'desk:notAllowed.title' : 'desk:conflict.title'),
    text: t(isRefused ? 'desk:notAllowed.text' : 'desk:conflict.text'),
    theirs: timeline.filter(({ seq }) => seq > since),
    mine: trouble.typed['text'] || trouble.typed['reason'] || null,
  }
}
