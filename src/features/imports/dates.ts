import { DateTime, type TokenParser } from 'luxon'
import { Temporal } from 'temporal-polyfill'

/** Milliseconds UTC of a date text, null when it is none. */
export type ReadDate = (text: string) => number | null

/**
 * Reads dates of one format: `iso` or a format of luxon. A text without a zone is local time of `zone`; where the
 * clocks show a time twice the first one is meant, where they skip it, the time as far after the jump
 * ("compatible" of RFC 5545 and Temporal). The answer never depends on the day it is asked.
 */
export function dateReader(format: string, zone: string): ReadDate {
  const toUtc = localToUtc(zone)
  if (format === 'iso') return isoReader(toUtc)
  const options = { zone: 'utc', setZone: true, locale: 'en-US' }
  const parser: TokenParser = DateTime.buildFormatParser(format, { locale: 'en-US' })
  const statesZone = /[Zz]/.test(format.replace(/'[^']*'/g, ''))
  return (text) => {
    const ms = milliseconds(DateTime.fromFormatParser(text.trim(), parser, options))
    return ms === null || statesZone ? ms : toUtc(ms)
  }
}

function isoReader(toUtc: (localMs: number) => number): ReadDate {
  return (text) => {
    // Databases write a blank for the T.
    const iso = text.trim().replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T')
    const ms = milliseconds(DateTime.fromISO(iso, { zone: 'utc', setZone: true }))
    return ms === null || /T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(iso) ? ms : toUtc(ms)
  }
}

const milliseconds = (date: DateTime): number | null => (date.isValid ? date.toMillis() : null)

const HOUR = 3_600_000

/** Local time (as if it were UTC) to UTC. Asks for the offset of an hour once: a file asks for few hours often. */
function localToUtc(zone: string): (localMs: number) => number {
  const offsets = new Map<number, number | null>()
  const exact = (localMs: number): number =>
    Temporal.Instant.fromEpochMilliseconds(localMs)
      .toZonedDateTimeISO('UTC')
      .toPlainDateTime()
      .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
  return (localMs) => {
    const hour = Math.floor(localMs / HOUR)
    let offset = offsets.get(hour)
    if (offset === undefined) {
      const first = hour * HOUR - exact(hour * HOUR)
      const last = (hour + 1) * HOUR - 1 - exact((hour + 1) * HOUR - 1)
      offset = first === last ? first : null
      offsets.set(hour, offset)
    }
    return offset === null ? exact(localMs) : localMs - offset
  }
}
