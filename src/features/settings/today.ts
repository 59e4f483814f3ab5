import { Temporal } from 'temporal-polyfill'
import { localDate } from '../../platform/time/local-day.ts'
import type { City } from '../city/index.ts'

/** The ISO day that the clocks of the city show at an instant (milliseconds UTC). */
export const todayIn = (city: Pick<City, 'timeZone'>, at: number): string =>
  localDate(Temporal.Instant.fromEpochMilliseconds(at), city.timeZone).toString()
