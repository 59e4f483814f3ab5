import { Temporal } from 'temporal-polyfill'
import { dateOfEpochDay, type EpochDay, epochDayOf } from './epoch-day.ts'
import { endOfDay, instantAt, localDate } from './local-day.ts'

/**
 * Days off and moved working days as ISO dates ('2026-03-23'). Saturday and Sunday are off unless named in
 * `work`; a date named in both is a working day. The sets must not change after first use: a changed
 * calendar is a new object with a new `version`.
 */
export type WorkingCalendar = { version: string; off: ReadonlySet<string>; work: ReadonlySet<string> }

export type TermInput = {
  receivedAt: Temporal.Instant
  /** Length of the term in working days, 1 or more. */
  termDays: number
  calendar: WorkingCalendar
  timeZone: string
  /** Is the day of registration day 0 (`nextDay`, Civil Code art. 173) or day 1 (`sameDay`) of the term? */
  countFrom: 'nextDay' | 'sameDay'
  /** Local time 'HH:MM'; what arrives at this minute or later counts as arrived on the next working day. */
  workingDayEnds: string
}

export type Term = {
  registeredOn: Temporal.PlainDate
  dueOn: Temporal.PlainDate
  /** The last instant of the local day `dueOn`. */
  dueAt: Temporal.Instant
  /** True when the calendar names no day of a year that the term touches: the date is a guess to be redone. */
  calendarMissing: boolean
}

export type Remaining = { kind: 'left' | 'today' | 'late'; days: number }

export function isWorkingDay(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  const day = epochDayOf(date)
  const table = tableOf(calendar)
  return workingDaysUpTo(day, table) > workingDaysUpTo(day - 1, table)
}

/**
 * The `n`-th working day after `date` (before it when `n` is negative).
 * `n` = 0 gives `date` itself, or the next working day when `date` is a day off.
 */
export function addWorkingDays(
  date: Temporal.PlainDate,
  n: number,
  calendar: WorkingCalendar,
): Temporal.PlainDate {
  if (!Number.isInteger(n)) throw new RangeError(`Working days are counted in whole days, got ${n}`)
  const day = epochDayOf(date)
  const found = n < 0 ? nthBefore(day, -n, tableOf(calendar)) : nthAfter(day, n, tableOf(calendar))
  return found === day ? date : dateOfEpochDay(found)
}

/** Working days after `from` up to and including `to`; negative when `to` lies before `from`. */
export function workingDaysBetween(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  calendar: WorkingCalendar,
): number {
  const table = tableOf(calendar)
  return workingDaysUpTo(epochDayOf(to), table) - workingDaysUpTo(epochDayOf(from), table)
}

/**
 * When an appeal received at an instant counts as registered, and the last day for the answer.
 * Registration: Administrative Procedural and Process-Related Code of Kazakhstan (350-VI) art. 64, the day of
 * receipt, or the next working day when received after working hours or on a day off. Term: art. 76.
 * @throws RangeError for a term that is not a whole number of days above 0, or an unknown time zone or time
 */
export function dueDate(input: TermInput): Term {
  const { receivedAt, termDays, calendar, timeZone, countFrom } = input
  if (!Number.isInteger(termDays) || termDays < 1) {
    throw new RangeError(`A term is a whole number of working days above 0, got ${termDays}`)
  }
  const receivedOn = localDate(receivedAt, timeZone)
  const dayEndedAt = instantAt(receivedOn, input.workingDayEnds, timeZone)
  const isAfterHours = receivedAt.epochMilliseconds >= dayEndedAt.epochMilliseconds
  const registeredOn = addWorkingDays(receivedOn, isAfterHours ? 1 : 0, calendar)
  const dueOn = addWorkingDays(registeredOn, countFrom === 'sameDay' ? termDays - 1 : termDays, calendar)
  return {
    registeredOn,
    dueOn,
    dueAt: endOfDay(dueOn, timeZone),
    calendarMissing: isYearMissing(receivedOn.year, dueOn.year, calendar),
  }
}

/**
 * How a due day stands on the local day `today`, in working days. Late days count from the first working day
 * after the due day; on a weekend right after it the first late day is already shown, never "late by 0".
 */
export function remaining(
  dueOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendar: WorkingCalendar,
): Remaining {
  const order = Temporal.PlainDate.compare(today, dueOn)
  if (order === 0) return { kind: 'today', days: 0 }
  if (order < 0) return { kind: 'left', days: workingDaysBetween(today, dueOn, calendar) }
  return { kind: 'late', days: Math.max(1, workingDaysBetween(dueOn, today, calendar)) }
}

/** Exceptions from Monday to Friday in ascending order, and the sum of their effects up to each of them. */
type Table = { days: EpochDay[]; sums: number[]; years: Set<number> }

const tables = new WeakMap<WorkingCalendar, Table>()

function tableOf(calendar: WorkingCalendar): Table {
  let table = tables.get(calendar)
  if (table === undefined) {
    table = buildTable(calendar)
    tables.set(calendar, table)
  }
  return table
}

function buildTable({ off, work }: WorkingCalendar): Table {
  const effects = new Map<EpochDay, number>()
  const years = new Set<number>()
  for (const iso of [...off, ...work]) {
    const date = Temporal.PlainDate.from(iso)
    years.add(date.year)
    const isWeekday = date.dayOfWeek <= 5
    const isWorking = work.has(iso)
    if (isWeekday !== isWorking) effects.set(epochDayOf(date), isWorking ? 1 : -1)
  }
  const days = [...effects.keys()].sort((a, b) => a - b)
  const sums: number[] = []
  for (const day of days) sums.push((sums.at(-1) ?? 0) + (effects.get(day) ?? 0))
  return { days, sums, years }
}

/** Ordinal number of the last working day on or before `day`; only differences of it have a meaning. */
function workingDaysUpTo(day: EpochDay, { days, sums }: Table): number {
  const sinceMonday = day + 3 // 1970-01-01 was a Thursday
  const weeks = Math.floor(sinceMonday / 7)
  const weekdays = weeks * 5 + Math.min(sinceMonday - weeks * 7 + 1, 5)
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? 0) <= day) low = middle + 1
    else high = middle
  }
  return weekdays + (sums[low - 1] ?? 0)
}

/**
 * A day adds one working day at most, so a jump of as many days as are missing never passes the wanted day;
 * what is missing shrinks to about 2/7 with each jump, a term of a year needs about six.
 */
function nthAfter(from: EpochDay, n: number, table: Table): EpochDay {
  let day = n === 0 ? from : from + 1
  const wanted = workingDaysUpTo(day - 1, table) + Math.max(n, 1)
  let missing = wanted - workingDaysUpTo(day, table)
  while (missing > 0) {
    day += missing
    missing = wanted - workingDaysUpTo(day, table)
  }
  return day
}

function nthBefore(from: EpochDay, n: number, table: Table): EpochDay {
  let day = from - 1
  const wanted = workingDaysUpTo(day, table) - n
  let excess = workingDaysUpTo(day - 1, table) - wanted
  while (excess > 0) {
    day -= excess
    excess = workingDaysUpTo(day - 1, table) - wanted
  }
  return day
}

function isYearMissing(first: number, last: number, calendar: WorkingCalendar): boolean {
  const { years } = tableOf(calendar)
  for (let year = first; year <= last; year++) if (!years.has(year)) return true
  return false
}
