import { Temporal } from 'temporal-polyfill'
import { dueDate, type WorkingCalendar } from '../../platform/time/working-days.ts'
import type { City } from './city.ts'

/** The term of an office: days as ISO dates, `dueAt` in milliseconds UTC, `calendar` the version it was counted by. */
export type Term = { registeredOn: string; dueOn: string; dueAt: number; calendar: string }

/** Counts the term of what was received at `at` (milliseconds UTC) by the city's rules (domain.md B3, B6, B8). */
export function termOf(city: City, calendar: WorkingCalendar, at: number, termDays = city.termDays): Term {
  const term = dueDate({
    receivedAt: Temporal.Instant.fromEpochMilliseconds(at),
    termDays,
    calendar,
    timeZone: city.timeZone,
    countFrom: city.countFrom,
    workingDayEnds: city.workingDayEnds,
  })
  return {
    registeredOn: term.registeredOn.toString(),
    dueOn: term.dueOn.toString(),
    dueAt: term.dueAt.epochMilliseconds,
    calendar: calendar.version,
  }
}
