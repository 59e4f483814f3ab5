import { Temporal } from 'temporal-polyfill'

/**
 * Milliseconds UTC of a local date and time as logs have them: `2026-03-11 14:05`, `2026-03-11T14:05:30`,
 * `11.03.2026 14:05`; also with a zone behind it. Null for anything else.
 */
export function localMoment(text: string, timeZone: string): number | null {
  const iso = text
    .replace(/^(\d\d)\.(\d\d)\.(\d{4})/, '$3-$2-$1')
    .replace(/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)/, '$1T$2')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso)) return null
  try {
    if (/(?:Z|[+-]\d\d:?\d\d)$/.test(iso)) return Temporal.Instant.from(iso).epochMilliseconds
    return Temporal.PlainDateTime.from(iso, { overflow: 'reject' }).toZonedDateTime(timeZone)
      .epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
