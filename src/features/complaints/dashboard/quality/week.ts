import type { Temporal } from 'temporal-polyfill'
import { localDate } from '../../../../platform/time/local-day.ts'

/** Monday of the last week that has ended, ISO: the week from which answers are drawn now. */
export function drawnWeek(now: Temporal.Instant, timeZone: string): string {
  const today = localDate(now, timeZone)
  return today.subtract({ days: today.dayOfWeek - 1 + 7 }).toString()
}
