import { Temporal } from 'temporal-polyfill'
import { endOfDay, localDate } from '../../platform/time/local-day.ts'
import { addWorkingDays, type WorkingCalendar, workingDaysBetween } from '../../platform/time/working-days.ts'
import type { Due, Pause } from './events.ts'
import type { CustodyState, ExtensionRequest } from './projection.ts'
import type { Role } from './rules.ts'

/**
 * How terms move: free transfers, pauses, extensions (domain.md B6 and B7). Pure. Days are ISO days of the city, instants
 * milliseconds UTC, counts are working days.
 */
export type Counting = { calendar: WorkingCalendar; timeZone: string }

export const dayAt = (at: number, { timeZone }: Pick<Counting, 'timeZone'>): Temporal.PlainDate =>
  localDate(Temporal.Instant.fromEpochMilliseconds(at), timeZone)

/** A term that ends with this day. */
export function dueWith(day: Temporal.PlainDate, { calendar, timeZone }: Counting): Due {
  return {
    dueOn: day.toString(),
    dueAt: endOfDay(day, timeZone).epochMilliseconds,
    calendar: calendar.version,
  }
}

/** The last day on which an office may pass on what it got at `startAt` without asking anybody (APPC article 65). */
export const lastFreeDay = (startAt: number, forwardDays: number, counting: Counting): Temporal.PlainDate =>
  addWorkingDays(dayAt(startAt, counting), forwardDays, counting.calendar)

export const isFreeTransfer = (
  { startAt, at, forwardDays }: { startAt: number; at: number; forwardDays: number },
  counting: Counting,
): boolean =>
  Temporal.PlainDate.compare(dayAt(at, counting), lastFreeDay(startAt, forwardDays, counting)) <= 0

/** Whoever decides about late transfers need not ask for one. */
export const decidesTransfers = (held: readonly Role[]): boolean =>
  held.includes('controller') || held.includes('city_admin')

/**
 * What a question to the resident does to the office's clock: the first of a stay moves a running term by the longest
 * pause; null for every other question.
 */
export function pauseOf(
  { custody, at, pauseDays }: { custody: Clock; at: number; pauseDays: number },
  counting: Counting,
): Pause | null {
  if (custody.pauses > 0 || at > custody.dueAt || pauseDays === 0 || custody.firstAnswerAt !== null)
    return null
  const until = addWorkingDays(dayAt(at, counting), pauseDays, counting.calendar)
  return {
    ...dueWith(addWorkingDays(dayAt(custody.dueAt, counting), pauseDays, counting.calendar), counting),
    until: endOfDay(until, counting.timeZone).epochMilliseconds,
    untilOn: until.toString(),
  }
}

type Clock = Pick<CustodyState, 'dueAt' | 'pauses' | 'firstAnswerAt'>

/** A question holds no clock where it cannot arrive: at an address that takes no mail, without a telephone. */
export const canBeAsked = ({ mailRefused, hasPhone }: { mailRefused: boolean; hasPhone: boolean }): boolean =>
  !mailRefused || hasPhone

/** The term after a reply: the term before the question, and the days that passed until the reply. */
export function resumedAt(
  {
    custody,
    pause,
    at,
    pauseDays,
  }: {
    custody: Pick<CustodyState, 'dueAt' | 'grossDueAt'>
    pause: { since: number }
    at: number
    pauseDays: number
  },
  counting: Counting,
): Due {
  const passed = workingDaysBetween(dayAt(pause.since, counting), dayAt(at, counting), counting.calendar)
  const before = dayAt(custody.grossDueAt ?? custody.dueAt, counting)
  const days = Math.min(pauseDays, Math.max(0, passed))
  return dueWith(days === 0 ? before : addWorkingDays(before, days, counting.calendar), counting)
}

/** Why a term cannot be extended to that day. */
export type ExtensionProblem = 'over' | 'early' | 'far'

/** The last day to which a term may be moved, whatever was granted before. */
export const lastExtensionDay = (baseDueOn: string, months: number): string =>
  Temporal.PlainDate.from(baseDueOn).add({ months }).toString()

/** A term that has ended is late, and no decision makes it less so. */
export function extensionProblem(
  custody: Pick<CustodyState, 'dueOn' | 'dueAt' | 'baseDueOn'>,
  { dueOn, at, months }: { dueOn: string; at: number; months: number },
): ExtensionProblem | null {
  if (at > custody.dueAt) return 'over'
  if (dueOn <= custody.dueOn) return 'early'
  return dueOn > lastExtensionDay(custody.baseDueOn, months) ? 'far' : null
}

/** The head decides for the people of the office, the controller for the head; nobody for themselves. */
export function decidesExtension(
  held: readonly Role[],
  staffId: number,
  request: Pick<ExtensionRequest, 'as' | 'staffId'>,
): boolean {
  if (request.staffId === staffId) return false
  return decidesTransfers(held) || (request.as === 'executor' && held.includes('head'))
}
