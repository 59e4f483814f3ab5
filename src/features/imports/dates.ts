import { DateTime, type TokenParser } from 'luxon'

/** Milliseconds UTC of a date text, null when it is none. Times without a zone are of `zone`. */
export type ReadDate = (text: string) => number | null

/** `format`: `iso` or a format of luxon. One parser serves a whole file; making it is the dear part. */
export function dateReader(format: string, zone: string): ReadDate {
  if (format === 'iso') return (text) => valid(DateTime.fromISO(text.trim(), { zone }))
  const parser: TokenParser = DateTime.buildFormatParser(format, { locale: 'en-US' })
  const options = { zone, locale: 'en-US' }
  return (text) => valid(DateTime.fromFormatParser(text.trim(), parser, options))
}

const valid = (date: DateTime): number | null => (date.isValid ? date.toMillis() : null)
