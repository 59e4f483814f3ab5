import type { Temporal } from 'temporal-polyfill'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import { type Hours, openState } from '../city/index.ts'

/** Longer than any run of days off. */
const mostDays = 30

type Around = { calendar: WorkingCalendar; timeZone: string; everyDay: boolean }

/** The instant from which a place is open: now, or the next time it opens. Null: its hours are not known. */
export function nextOpening(
  hours: readonly Hours[],
  now: Temporal.Instant,
  around: Around,
): Temporal.Instant | null {
  if (hours.length === 0) return null
  if (openState(hours, now, around).state === 'open') return now
  const today = now.toZonedDateTimeISO(around.timeZone).startOfDay()
  const times = hours.flatMap(({ opens, break: pause }) => [opens, ...(pause === null ? [] : [pause.to])])
  for (let day = 0; day < mostDays; day++) {
    const starts = times
      .map((time) => today.add({ days: day }).withPlainTime(time).toInstant())
      .filter((at) => at.epochMilliseconds > now.epochMilliseconds)
      .toSorted((a, b) => a.epochMilliseconds - b.epochMilliseconds)
    const first = starts.find((at) => openState(hours, at, around).state === 'open')
    if (first !== undefined) return first
  }
  return null
}
