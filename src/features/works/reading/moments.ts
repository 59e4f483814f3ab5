import { Temporal } from 'temporal-polyfill'
import { endOfDay, instantAt, startOfDay } from '../../../platform/time/local-day.ts'
import type { Period } from '../view.ts'

/** A day and perhaps a time of it, as clocks in the city show them. */
export type LocalMoment = { day: Temporal.PlainDate; time: string | null }

const written =
  /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?:[T\s,]+(\d{1,2}):(\d{2})(?::\d{2})?)?$/

/** Reads '2026-12-01', '01.12.2026', each with or without '9:00'; null for anything else, also for 30 February. */
export function readMoment(text: string): LocalMoment | null {
  const [, year, month, day, day2, month2, year2, hour, minute] = written.exec(text.trim()) ?? []
  if (year === undefined && year2 === undefined) return null
  const date = { year: Number(year ?? year2), month: Number(month ?? month2), day: Number(day ?? day2) }
  const time = hour === undefined ? null : `${hour.padStart(2, '0')}:${minute}`
  if (time !== null && !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  try {
    return { day: Temporal.PlainDate.from(date, { overflow: 'reject' }), time }
  } catch {
    return null
  }
}

export type PeriodFault = 'endsBefore' | 'tooFar' | 'tooLong' | 'hours'

/** Works are planned some years ahead; what lies further back is history that nobody plans. */
const yearsAround = 5
const longestYears = 3

/**
 * A period from its two ends. Without times it takes whole days; an outage must say its hours.
 * @param now the moment of the reading
 */
export function readPeriod(
  { starts, ends }: { starts: LocalMoment; ends: LocalMoment },
  { timeZone, now, needsHours }: { timeZone: string; now: number; needsHours: boolean },
): Period | PeriodFault {
  const allDay = starts.time === null && ends.time === null
  const isHalf = !allDay && (starts.time === null || ends.time === null)
  if (isHalf || (needsHours && allDay)) return 'hours'
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const isFar = ({ day }: LocalMoment) => Math.abs(day.year - today.year) > yearsAround
  if (isFar(starts) || isFar(ends)) return 'tooFar'
  const at = ({ day, time }: LocalMoment, edge: typeof startOfDay) =>
    (time === null ? edge(day, timeZone) : instantAt(day, time, timeZone)).epochMilliseconds
  const [startsAt, endsAt] = [at(starts, startOfDay), at(ends, endOfDay)]
  if (endsAt <= startsAt) return 'endsBefore'
  const isLong = Temporal.PlainDate.compare(ends.day, starts.day.add({ years: longestYears })) > 0
  return isLong ? 'tooLong' : { startsAt, endsAt, allDay }
}
