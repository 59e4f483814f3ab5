import { LRUCache } from 'lru-cache'
import type { Lang } from '../i18n/texts.ts'

/**
 * Dates and numbers as people read them, on the server only: browsers lack Kazakh data (ux.md 8).
 * Instants are milliseconds UTC, days are ISO dates.
 */

type Shapes = Partial<Record<DateShape, Intl.DateTimeFormat>>
const zones: Record<Lang, Map<string, Shapes>> = { kk: new Map(), ru: new Map(), en: new Map() }

function formatter(lang: Lang, timeZone: string, name: DateShape): Intl.DateTimeFormat {
  let made = zones[lang].get(timeZone)
  if (made === undefined) {
    made = {}
    zones[lang].set(timeZone, made)
  }
  made[name] ??= new Intl.DateTimeFormat(locales[lang], { ...shapes[name], timeZone })
  return made[name]
}

// British order and words: the day comes before the month everywhere in Kazakhstan.
const locales: Record<Lang, string> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }

const shapes = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  numeric: { day: '2-digit', month: '2-digit', year: 'numeric' },
  dayMonth: { day: 'numeric', month: 'long' },
  dayMonthShort: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  monthShort: { month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  weekdayShort: { weekday: 'short' },
  weekdayLong: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type DateShape = keyof typeof shapes

export function formatInstant(at: number, lang: Lang, timeZone: string, shape: DateShape = 'long'): string {
  return tied(formatter(lang, timeZone, shape).format(at))
}

/** A few thousand days are all that is ever printed, each on many pages. */
const days = new LRUCache<string, string>({ max: 10_000 })

export const formatDay = (day: string, lang: Lang, shape: DateShape = 'long'): string =>
  keptIn(days, `${lang} ${shape} ${day}`, () =>
    tied(formatter(lang, 'UTC', shape).format(Date.parse(`${day}T00:00:00Z`))),
  )

function keptIn(texts: LRUCache<string, string>, key: string, make: () => string): string {
  let text = texts.get(key)
  if (text === undefined) {
    text = make()
    texts.set(key, text)
  }
  return text
}

/** The word for "year" never stands alone on a line. */
const tied = (date: string): string => date.replace(/ (?=[гж]\.)/, '\u00A0')

/** A month on an axis, "Mar 2026": short, and nothing in it could be read as a day. */
export const formatMonthShort = (day: string, lang: Lang): string =>
  keptIn(days, `${lang} on an axis ${day}`, () => {
    const parts = formatter(lang, 'UTC', 'monthShort').formatToParts(Date.parse(`${day}T00:00:00Z`))
    const [month, year] = (['month', 'year'] as const).map((type) => parts.find((part) => part.type === type))
    return `${month?.value} ${year?.value}`
  })

/** A page of figures says its hour under each chart. */
const moments = new LRUCache<string, string>({ max: 500 })

/** Date and time: "21 November 2026, 14:05". */
export const formatMoment = (at: number, lang: Lang, timeZone: string): string =>
  keptIn(
    moments,
    `${lang} ${timeZone} ${at}`,
    () => `${formatInstant(at, lang, timeZone)}, ${formatInstant(at, lang, timeZone, 'time')}`,
  )

type NumberWords = { format: Intl.NumberFormat; known: LRUCache<number, string> }
const numbers = new Map<string, NumberWords>()
/** A page of figures prints hundreds of numbers, most of them small and again and again; `Intl` is slow. */
const mostKnown = 2_000

/** Percents of intervals are ever new numbers, of which a hundred are printed alike: whole ones are rounded first. */
export const formatNumber = (value: number, lang: Lang, digits = 0): string =>
  wordsOf(digits === 0 && value > 0 ? Math.round(value) : value, numberWords({ lang, digits, least: 0 }))

/** With exactly so many digits after the comma: numbers under each other are compared by their length. */
export const formatDecimal = (value: number, lang: Lang, digits: number): string =>
  wordsOf(value, numberWords({ lang, digits, least: digits }))

function wordsOf(value: number, { format, known }: NumberWords): string {
  // The cache takes -0 for 0, and nobody should read "-0": adding 0 makes one of the other.
  const number = value + 0
  let words = known.get(number)
  if (words === undefined) {
    words = format.format(number)
    known.set(number, words)
  }
  return words
}

function numberWords({ lang, digits, least }: { lang: Lang; digits: number; least: number }): NumberWords {
  const key = `${lang} ${digits} ${least}`
  let found = numbers.get(key)
  if (found === undefined) {
    const format = new Intl.NumberFormat(locales[lang], {
      maximumFractionDigits: digits,
      minimumFractionDigits: least,
    })
    found = { format, known: new LRUCache({ max: mostKnown }) }
    numbers.set(key, found)
  }
  return found
}

/** A share of 1 as whole percent; `0.9` -> `90 %`, which never breaks between number and sign. */
export function formatShare(share: number, lang: Lang): string {
  return lang === 'en' ? `${formatNumber(share * 100, lang)}%` : `${formatNumber(share * 100, lang)}\u00A0%`
}
