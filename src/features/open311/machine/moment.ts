import { Temporal } from 'temporal-polyfill'

const shape = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([Zz]|[+ -]\d{2}:?\d{2})$/

/**
 * A moment as the W3C writes it (ISO 8601 with a zone), in milliseconds UTC; null for everything else. A `+` that was
 * not encoded arrives as a blank, and JavaScript sends fractions of seconds: both are understood.
 */
export function momentOf(text: string): number | null {
  const [, day, time, zone] = shape.exec(text) ?? []
  if (day === undefined || time === undefined || zone === undefined) return null
  try {
    return Temporal.Instant.from(`${day}T${time}${zone.replace(' ', '+')}`).epochMilliseconds
  } catch {
    return null
  }
}

/** In the zone of the city, to the second. */
export function momentText(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone, smallestUnit: 'second' })
}
