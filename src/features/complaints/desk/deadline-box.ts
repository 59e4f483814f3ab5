import type { Alert, SummaryRow, Table } from '../../../platform/http/parts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { addWorkingDays } from '../../../platform/time/working-days.ts'
import { nameIn } from '../../city/index.ts'
import type { CustodyState } from '../projection.ts'
import { type EventKind, isOpen, type Status } from '../rules.ts'
import { dayAt, lastFreeDay } from '../term-rules.ts'
import type { CaseFacts } from './complaint-facts.ts'

/** Why the term ends when it ends: both clocks, every step that set or moved them, and the norm of the repair itself. */
export type DeadlineBox = { summary: string; clocks: SummaryRow[]; steps: Table; norm: Alert | null }

export function deadlineBoxOf(facts: CaseFacts): DeadlineBox | null {
  const { state, t } = facts
  const custody = state.custodies.at(-1)
  if (custody === undefined) return null
  return {
    summary: t('desk:whyTitle'),
    clocks: clocksOf(facts, custody),
    steps: stepsOf(facts),
    norm: normOf(facts),
  }
}

function clocksOf(facts: CaseFacts, custody: CustodyState): SummaryRow[] {
  const { state, city, calendar, lang, t } = facts
  const counting = { calendar, timeZone: city.timeZone }
  // The clock of the resident began with the filing, or with the reopening; no transfer and no question moves it.
  const first = state.custodies.findLast(({ startKind }) => startKind !== 'transferred') ?? custody
  const residentOn = dayAt(first.grossDueAt ?? first.dueAt, counting).toString()
  const freeUntil = lastFreeDay(custody.startAt, city.profile.forwardDays, counting).toString()
  const rows: (SummaryRow | null)[] = [
    { label: t('desk:term.office'), value: formatDay(custody.dueOn, lang) },
    { label: t('desk:term.resident'), value: formatDay(residentOn, lang) },
    isOpen(state.status) ? { label: t('desk:term.freeTransfer'), value: formatDay(freeUntil, lang) } : null,
    state.pause === null
      ? null
      : {
          label: t('desk:term.pausedUntil'),
          value: formatDay(dayAt(state.pause.until, counting).toString(), lang),
        },
    { label: t('desk:term.calendar'), value: custody.calendar },
  ]
  return rows.filter((row) => row !== null)
}

const moving: ReadonlySet<EventKind> = new Set([
  ...(['registered', 'sent', 'asked', 'resumed', 'transferred', 'extended', 'reopened'] as const),
])

type Term = { dueOn: string; calendar: string }

function stepsOf({ row, city, directory, lang, t }: CaseFacts): Table {
  const rows = row.activity.flatMap((entry) => {
    const kind = entry.kind as EventKind
    if (!moving.has(kind)) return []
    const payload = (entry.payload ?? {}) as Record<string, unknown>
    const term = termIn(payload)
    if (term === null && kind !== 'registered' && kind !== 'resumed') return []
    const office = directory.officeById.get(Number(payload['toOfficeId'] ?? payload['officeId'] ?? 0))
    const reason = typeof payload['reason'] === 'string' ? payload['reason'] : ''
    const note = [office ? nameIn(office.short, lang) : '', reason].filter(Boolean).join(' · ')
    return [
      [
        { text: t(`complaints:event.${kind}`), note: note || null },
        kind === 'registered'
          ? formatDay(String(payload['registeredOn'] ?? ''), lang, 'short')
          : formatMoment(Date.parse(entry.at), lang, city.timeZone),
        term === null ? '' : formatDay(term.dueOn, lang, 'short'),
        term === null ? '' : term.calendar,
      ],
    ]
  })
  const columns = (['step', 'when', 'until', 'calendar'] as const).map((column) => ({
    label: t(`desk:term.column.${column}`),
  }))
  return { caption: t('desk:term.steps'), columns, rows, hideCaption: true }
}

/** The term that a row has set: its own, or that of the pause that it began. */
function termIn(payload: Record<string, unknown>): Term | null {
  const { dueOn, calendar } = (payload['pause'] ?? payload) as Partial<Term>
  return typeof dueOn === 'string' && typeof calendar === 'string' ? { dueOn, calendar } : null
}

/** How soon the thing itself must be put right, where somebody has said so: a clock beside the term of the answer. */
function normOf({ row, directory, city, now, lang, t }: CaseFacts): Alert | null {
  const norm = directory.categoryById.get(row.category_id ?? 0)?.norm
  if (norm === undefined || norm === null) return null
  const text = [nameIn(norm.text, lang), t('desk:term.normSource', { source: norm.source })].join('\n')
  if (norm.hours === null) return { title: t('desk:term.norm'), text, tone: 'info', level: 3 }
  const until = row.received_at.getTime() + norm.hours * 3_600_000
  const moment = formatMoment(until, lang, city.timeZone)
  const isLate = isOpen(row.status as Status) && now > until
  return {
    title: t(isLate ? 'desk:term.normLate' : 'desk:term.normUntil', { moment }),
    text,
    tone: isLate ? 'warning' : 'info',
    level: 3,
  }
}

/**
 * The mail about an extension leaves by itself. Whoever takes no mail has to be told in another way, within the days of
 * the law (APPC article 76 p. 3).
 */
export function extensionAlerts({ row, city, calendar, lang, t }: CaseFacts): Alert[] {
  const extended = row.activity.findLast(({ kind }) => kind === 'extended')
  const getsMail = row.contacts.includes('email') && row.mail_refusal === null
  if (extended === undefined || getsMail || !row.contacts.includes('phone')) return []
  if (!isOpen(row.status as Status)) return []
  const from = dayAt(Date.parse(extended.at), city)
  const day = addWorkingDays(from, city.terms.extensionNoticeDays, calendar).toString()
  return [{ text: t('desk:term.tellByPhone', { day: formatDay(day, lang) }), tone: 'warning' }]
}
