import { z } from 'zod'
import { dateToDay } from '../../../platform/db/instant.ts'
import type { Hint } from '../../../platform/http/beside.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Deadline, Link, Photo, SummaryRow, Table, Tag } from '../../../platform/http/parts.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber as formatCount, formatDay, formatMoment } from '../../../platform/time/format.ts'
import { rolesIn } from '../../accounts/index.ts'
import { nameIn } from '../../city/index.ts'
import { deadlineLine } from '../deadline-line.ts'
import { holdReasonsIn } from '../hold-reasons.ts'
import type { Alongside } from '../inbox/alongside.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths, deskPaths } from '../paths.ts'
import { type EventKind, mayCause, type Status } from '../rules.ts'
import { statusTag } from '../status-tag.ts'
import { type ActForm, formOf } from './act-form.ts'
import type { ComplaintFacts, Trouble } from './complaint-facts.ts'
import { type DeadlineBox, deadlineBoxOf, extensionAlerts } from './deadline-box.ts'
import { duplicateAlerts } from './duplicates.ts'
import { type DeskForm, deskActs } from './forms.ts'
import { photosOf } from './photos.ts'
import { actIcons, doneOf, possibleActs } from './possible-acts.ts'
import type { DeskRow } from './queries.ts'
import { mayRead } from './readable.ts'
import { summaryOf } from './summary.ts'
import { type DeskEntry, timelineOf } from './timeline.ts'

export type ComplaintModel = PageModel & {
  alongside: Alongside
  number: string
  title: string
  status: Tag
  deadline: Deadline | null
  deadlineBox: DeadlineBox | null
  facts: SummaryRow[]
  text: string
  textLang: string
  before: Photo[]
  after: Photo[]
  publicHref: string | null
  heldReasons: string | null
  alerts: Alert[]
  hints: Hint[]
  timeline: DeskEntry[]
  done: string | null
  /** Null where there is nothing behind the button, or nothing for this person. */
  contacts: ContactsBox | null
  /** Letters as PDF, for whoever may see the contacts. */
  scans: Link[]
  /** Every row and every look, for whoever holds the case; null for an office that helps. */
  audit: Table | null
  papers: Link[]
  /** Where places of a photo are covered. */
  covers: Link[]
  acts: { act: DeskForm; label: string; icon: string; href: string; current: boolean }[]
  form: ActForm | null
  conflict: Conflict | null
}

export type ContactsBox = { action: string; rows: SummaryRow[] | null }

/** What others did and what this person wanted to do, beside each other. */
export type Conflict = {
  title: string
  text: string
  theirs: DeskEntry[]
  mine: { rows: SummaryRow[]; text: string | null } | null
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
      scripts: ['desk.js', 'inbox.js'],
    },
    alongside: facts.alongside,
    number,
    title: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    status: statusTag(row.status as Status, t),
    deadline: deadlineLine(clockedOf(row), { ...facts, timeZone: city.timeZone }),
    deadlineBox: deadlineBoxOf(facts),
    facts: summaryOf(facts),
    contacts: contactsOf(facts),
    scans: scansOf(facts),
    audit: auditOf(facts),
    papers: papersOf(facts),
    covers: coversOf(facts),
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
    alerts: [
      ...mailAlerts(facts),
      ...extensionAlerts(facts),
      ...duplicateAlerts(facts, { mayMerge: acts.includes('merge') }),
    ],
    hints: facts.hints,
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

function clockedOf(row: DeskRow) {
  return {
    status: row.status as Status,
    dueOn: row.due_on === null ? null : dateToDay(row.due_on),
    dueAt: row.due_at?.getTime() ?? null,
    plannedOn: row.planned_on === null ? null : dateToDay(row.planned_on),
    answeredAt: row.stay_answer_at?.getTime() ?? null,
  }
}

function scansOf(facts: ComplaintFacts): Link[] {
  const { row, lang, t, staff } = facts
  if (!mayRead('contacts', staff, row)) return []
  return row.scans.map(({ id, bytes }, index) => ({
    href: deskPaths.scan(row.number, id),
    label: t('desk:scan.label', { n: index + 1, kilobytes: formatCount(Math.ceil(bytes / 1024), lang) }),
  }))
}

function contactsOf(facts: ComplaintFacts): ContactsBox | null {
  const { row, staff, contacts, t } = facts
  if (!row.contacts.some((kind) => kind !== 'link') || !mayRead('contacts', staff, row)) return null
  const rows = contacts?.map(({ kind, value }) => ({ label: t(`desk:contacts.${kind}`), value })) ?? null
  return { action: deskPaths.contacts(row.number), rows }
}

/** All rows and all looks in one table, the oldest first. */
function auditOf(facts: ComplaintFacts): Table | null {
  const { row, staff, city, directory, lang, t } = facts
  if (!mayRead('trail', staff, row)) return null
  const acts = row.activity.map((entry) => {
    const office = directory.officeById.get(entry.office_id ?? 0)
    return {
      at: Date.parse(entry.at),
      seq: String(entry.seq),
      what: t(`complaints:event.${entry.kind as EventKind}`),
      who: [
        entry.staff_name ?? t(actorTexts[entry.actor_kind] ?? 'desk:actor.system'),
        office && nameIn(office.short, lang),
      ]
        .filter(Boolean)
        .join(', '),
      kind: t(entry.public ? 'desk:audit.public' : 'desk:audit.internal'),
    }
  })
  const looks = row.looks.map((look) => ({
    at: Date.parse(look.at),
    seq: '',
    what: [t('desk:audit.look'), look.reason].filter(Boolean).join(': '),
    who: look.staff_name,
    kind: t('desk:audit.lookKind'),
  }))
  const rows = [...acts, ...looks]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, seq, what, who, kind }) => [formatMoment(at, lang, city.timeZone), what, who, kind, seq])
  const columns = (['at', 'what', 'who', 'kind', 'seq'] as const).map((name) => ({
    label: t(`desk:audit.column.${name}`),
  }))
  return { caption: t('desk:audit.title'), columns, rows, hideCaption: true }
}

const actorTexts: Record<string, 'desk:actor.resident' | 'desk:actor.passerby' | 'desk:actor.import'> = {
  resident: 'desk:actor.resident',
  passerby: 'desk:actor.passerby',
  import: 'desk:actor.import',
}

function papersOf({ row, t }: ComplaintFacts): Link[] {
  const card = { href: deskPaths.printCard(row.number), label: t('desk:card.link') }
  const hasLetter = row.activity.some(({ kind }) => kind === 'lettered')
  return hasLetter ? [card, { href: deskPaths.letter(row.number), label: t('desk:letter.link') }] : [card]
}

/** Only who moderates covers faces and number plates. */
function coversOf({ row, staff, city, t }: ComplaintFacts): Link[] {
  if (!mayCause('redacted', rolesIn(staff, city.id, row.office_id))) return []
  return row.photos.map(({ id }, index) => ({
    href: deskPaths.cover(row.number, id),
    label: t('desk:cover', { position: index + 1 }),
  }))
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
  facts: ComplaintFacts,
  current: DeskForm | undefined,
  timeline: DeskEntry[],
): Conflict | null {
  const { trouble, row, t } = facts
  if (trouble === null) return null
  const isShown = trouble.kind === 'conflict' || trouble.kind === 'notAllowed'
  if (!isShown && current !== undefined) return null
  const since = 'since' in trouble ? trouble.since : Number(trouble.typed['version'] ?? row.version)
  const isRefused = trouble.kind === 'notAllowed'
  return {
    title: t(isRefused ? 'desk:notAllowed.title' : 'desk:conflict.title'),
    text: t(isRefused ? 'desk:notAllowed.text' : 'desk:conflict.text'),
    theirs: timeline.filter(({ seq }) => seq > since),
    mine: mineIn(facts, trouble),
  }
}

/** Everything that was typed, also what is not a text. */
function mineIn({ draft, lang, t }: ComplaintFacts, { typed }: Trouble): Conflict['mine'] {
  const text = typed['text'] || typed['reason'] || null
  const { outcome, plannedOn, dueOn } = typed
  const rows: (SummaryRow | null)[] = [
    outcome === 'solved' || outcome === 'explained'
      ? { label: t('desk:field.outcome'), value: t(`complaints:outcome.${outcome}`) }
      : null,
    plannedOn && isDay(plannedOn)
      ? { label: t('desk:field.plannedOn'), value: formatDay(plannedOn, lang) }
      : null,
    dueOn && isDay(dueOn) ? { label: t('desk:field.newDue'), value: formatDay(dueOn, lang) } : null,
    draft !== null && draft.photos.length > 0
      ? { label: t('desk:field.photos'), value: t('desk:mark.photos', { count: draft.photos.length }) }
      : null,
  ]
  const known = rows.filter((row) => row !== null)
  return text === null && known.length === 0 ? null : { rows: known, text }
}

const isDay = (typed: string): boolean => z.iso.date().safeParse(typed).success
