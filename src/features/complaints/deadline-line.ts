import { Temporal } from 'temporal-polyfill'
import type { Deadline } from '../../platform/http/parts.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { formatDay } from '../../platform/time/format.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { remaining, type WorkingCalendar, workingDaysBetween } from '../../platform/time/working-days.ts'
import { isOpen, type Status } from './rules.ts'

/** What the line is told of a complaint. Days are ISO dates, instants milliseconds UTC. */
export type Clocked = {
  status: Status
  dueOn: string | null
  dueAt: number | null
  plannedOn: string | null
  /** First answer of the office that holds it, or held it last. */
  answeredAt: number | null
}

export type Clock = {
  /** The local day on which the page is read. */
  today: Temporal.PlainDate
  calendar: WorkingCalendar
  timeZone: string
  lang: Lang
  t: Translate
}

/**
 * The term in words: "9 working days left, due 4 December", "3 working days late". Short without the date, for cards.
 * Null when there is nothing to wait for and nothing was late.
 */
export function deadlineLine(
  complaint: Clocked,
  clock: Clock,
  look: 'long' | 'short' = 'long',
): Deadline | null {
  if (!isOpen(complaint.status)) return look === 'long' ? answeredLine(complaint, clock) : null
  if (complaint.status === 'planned' && complaint.plannedOn !== null)
    return plannedLine(complaint.plannedOn, clock)
  if (complaint.dueOn === null) return null
  const { today, calendar, lang, t } = clock
  const left = remaining(Temporal.PlainDate.from(complaint.dueOn), today, calendar)
  const until =
    look === 'long' ? ` · ${t('complaints:deadline.until', { day: formatDay(complaint.dueOn, lang) })}` : ''
  if (left.kind === 'today') return { text: t('complaints:deadline.today'), tone: 'warning', icon: 'clock' }
  if (left.kind === 'late') {
    return {
      text: t('complaints:deadline.late', { count: left.days }) + until,
      tone: 'danger',
      icon: 'timer-off',
    }
  }
  const text = t('complaints:deadline.left', { count: left.days }) + until
  return { text, tone: left.days <= 1 ? 'warning' : left.days <= 3 ? 'info' : 'neutral', icon: 'clock' }
}

/** Once work is promised for a day, that day is what the resident waits for. */
function plannedLine(plannedOn: string, { today, lang, t }: Clock): Deadline {
  const day = formatDay(plannedOn, lang)
  const passed = Temporal.PlainDate.compare(Temporal.PlainDate.from(plannedOn), today) < 0
  return passed
    ? { text: t('complaints:deadline.plannedPast', { day }), tone: 'danger', icon: 'timer-off' }
    : { text: t('complaints:deadline.plannedFor', { day }), tone: 'info', icon: 'calendar-clock' }
}

function answeredLine({ answeredAt, dueAt, dueOn }: Clocked, clock: Clock): Deadline | null {
  if (answeredAt === null || dueAt === null || dueOn === null) return null
  if (answeredAt <= dueAt) {
    return { text: clock.t('complaints:deadline.inTime'), tone: 'success', icon: 'circle-check' }
  }
  const answeredOn = localDate(Temporal.Instant.fromEpochMilliseconds(answeredAt), clock.timeZone)
  const count = Math.max(1, workingDaysBetween(Temporal.PlainDate.from(dueOn), answeredOn, clock.calendar))
  return { text: clock.t('complaints:deadline.wasLate', { count }), tone: 'danger', icon: 'timer-off' }
}
