import { Temporal } from 'temporal-polyfill'
import { dateOfEpochDay, type EpochDay, epochDayOf, MS_PER_DAY } from './epoch-day.ts'

/** The civil date that the clocks of `timeZone` show at `instant`. */
export function localDate(instant: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return dateOfEpochDay(localEpochDay(instant.epochMilliseconds, timeZone))
}

/** The same for milliseconds UTC, as a number: for those who ask a million times. */
export function localEpochDay(ms: number, timeZone: string): EpochDay {
  // No zone is more than a day away from UTC, so the guess is off by one at most.
  const guess = Math.floor(ms / MS_PER_DAY)
  if (startMs(guess, timeZone) > ms) return guess - 1
  return startMs(guess + 1, timeZone) <= ms ? guess + 1 : guess
}

/** The first instant of an epoch day in `timeZone`, milliseconds UTC. */
export const startOfEpochDay = (day: EpochDay, timeZone: string): number => startMs(day, timeZone)

/** The first instant of `date` in `timeZone` (00:00, or later where the clocks skip midnight). */
export function startOfDay(date: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startMs(epochDayOf(date), timeZone))
}

/**
 * The last instant of `date` in `timeZone`: one millisecond before the next local midnight,
 * the finest step that survives the way to the database and back.
 */
export function endOfDay(date: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startMs(epochDayOf(date) + 1, timeZone) - 1)
}

/** The instant at which the clocks of `timeZone` show `time` ('HH:MM') on `date`. */
export function instantAt(date: Temporal.PlainDate, time: string, timeZone: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(momentMs(epochDayOf(date), time, timeZone))
}

function startMs(day: EpochDay, timeZone: string): number {
  return momentMs(day, undefined, timeZone)
}

// Unix milliseconds by zone and time of day, then by day. A zone conversion costs microseconds,
// and an import asks for the same few thousand days again and again.
const moments = new Map<string, Map<EpochDay, number>>()

function momentMs(day: EpochDay, time: string | undefined, timeZone: string): number {
  const key = time === undefined ? timeZone : `${timeZone} ${time}`
  let days = moments.get(key)
  if (days === undefined) {
    days = new Map()
    moments.set(key, days)
  }
  let ms = days.get(day)
  if (ms === undefined) {
    const date = dateOfEpochDay(day)
    const local = time === undefined ? { timeZone } : { timeZone, plainTime: Temporal.PlainTime.from(time) }
    ms = date.toZonedDateTime(local).epochMilliseconds
    days.set(day, ms)
  }
  return ms
}
