import type { Temporal } from 'temporal-polyfill'
import { endOfDay, localDate, startOfDay } from '../../../platform/time/local-day.ts'
import { addWorkingDays, type WorkingCalendar } from '../../../platform/time/working-days.ts'
import type { City } from '../../city/index.ts'
import type { InboxMoment } from './views.ts'

/** Working days that the view "soon" looks ahead. */
export const soonDays = 5

/**
 * The moments of the views in this city. An office is silent once the working days have passed in which it could have
 * sent the complaint on (APPC article 65, `forwardDays` of the city).
 */
export function momentOf(
  now: Temporal.Instant,
  { city, calendar }: { city: City; calendar: WorkingCalendar },
): InboxMoment {
  const { timeZone, profile } = city
  const today = localDate(now, timeZone)
  const end = (day: Temporal.PlainDate) => endOfDay(day, timeZone).epochMilliseconds
  return {
    now: now.epochMilliseconds,
    endOfToday: end(today),
    endOfSoon: end(addWorkingDays(today, soonDays, calendar)),
    silentBefore: end(addWorkingDays(today, -profile.forwardDays, calendar)),
    daysAgo: (days) => startOfDay(today.subtract({ days }), timeZone).epochMilliseconds,
  }
}
