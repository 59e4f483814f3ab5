import { Temporal } from 'temporal-polyfill'
import { type WorkingCalendar, workingDaysBetween } from '../../platform/time/working-days.ts'
import { type City, type Term, termOf } from '../city/index.ts'
import type { DayDoc } from './things/day.ts'

/** A term as it runs: `startAt` in milliseconds UTC, `dueOn` an ISO day, counted by `before`. */
export type Running = { startAt: number; dueOn: string; before: WorkingCalendar }

/**
 * The same number of working days by another calendar: what was promised is not what the city's rules say today.
 * Null when the day stays, and when the move would make it late at once. Pure.
 */
export function movedTerm(
  { city, after, today }: { city: City; after: WorkingCalendar; today: string },
  { startAt, dueOn, before }: Running,
): Term | null {
  const { registeredOn } = termOf(city, before, startAt, 1)
  const between = workingDaysBetween(
    Temporal.PlainDate.from(registeredOn),
    Temporal.PlainDate.from(dueOn),
    before,
  )
  const termDays = city.countFrom === 'sameDay' ? between + 1 : between
  if (termDays < 1) return null
  const moved = termOf(city, after, startAt, termDays)
  if (moved.dueOn === dueOn) return null
  return moved.dueOn < dueOn && moved.dueOn < today ? null : moved
}

/** A change of one day, newest first when there are several. */
export type DayChange = { day: string; before: DayDoc | null }

/** The calendar as it was before these changes. Pure. */
export function calendarBefore(
  { off, work }: WorkingCalendar,
  version: string,
  changes: readonly DayChange[],
): WorkingCalendar {
  const days = { off: new Set(off), work: new Set(work) }
  for (const { day, before } of changes) {
    days.off.delete(day)
    days.work.delete(day)
    if (before !== null) days[before.kind].add(day)
  }
  return { version, ...days }
}
