import { LRUCache } from 'lru-cache'
import { Temporal } from 'temporal-polyfill'
import { MS_PER_DAY } from '../../../platform/time/epoch-day.ts'
import { localDate, startOfEpochDay } from '../../../platform/time/local-day.ts'

/** Local days of the city as ISO dates, both included. */
export type Window = { from: string; to: string }

/** Milliseconds UTC from the first instant up to, not with, `end`. */
export type Span = { start: number; end: number }

export type Month = Span & {
  /** The month as YYYY-MM. */
  month: string
  /** Months since year 0, as the rollups count them. */
  number: number
}

const DEFAULT_DAYS = 365
/** The line of months shows two years, and the running month. */
const MONTHS_SHOWN = 24
/** No line is longer, whatever window is asked for: its figures are those of the window all the same. */
const MOST_MONTHS = 120

/** The last 365 days, up to yesterday. */
export function defaultWindow(asOf: Temporal.Instant, timeZone: string): Window {
  const to = localDate(asOf, timeZone).subtract({ days: 1 })
  return { from: to.subtract({ days: DEFAULT_DAYS - 1 }).toString(), to: to.toString() }
}

/** The window as long as this one that ends the day before it. */
export function windowBefore({ from, to }: Window): Window {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const end = first.subtract({ days: 1 })
  return { from: end.subtract({ days: first.until(last).days }).toString(), to: end.toString() }
}

export const spanOf = ({ from, to }: Window, timeZone: string): Span => ({
  start: startOfEpochDay(epochDayIn(from), timeZone),
  end: startOfEpochDay(epochDayIn(to) + 1, timeZone),
})

/** Pages ask for the same months of a window for each of their charts. */
const knownMonths = new LRUCache<string, readonly Month[]>({ max: 500 })

/**
 * Whole calendar months up to the one of the last day of the window; at least 25, or as many as the window touches, ten
 * years at most.
 * The last one ends with the window.
 */
export function monthsOf(window: Window, timeZone: string): readonly Month[] {
  const key = `${window.from} ${window.to} ${timeZone}`
  const known = knownMonths.get(key)
  if (known !== undefined) return known
  const { end } = spanOf(window, timeZone)
  const last = monthIn(window.to)
  const first = Math.max(Math.min(monthIn(window.from), last - MONTHS_SHOWN), last - MOST_MONTHS + 1)
  const months = Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index
    const next = startOfMonth(number + 1, timeZone)
    return { month: nameOf(number), number, start: startOfMonth(number, timeZone), end: Math.min(next, end) }
  })
  knownMonths.set(key, months)
  return months
}

/** True when the month is not over yet at the end of the window or at `asOf`. */
export const isPartial = ({ number, end }: Month, asOf: number, timeZone: string): boolean =>
  Math.min(end, asOf) < startOfMonth(number + 1, timeZone)

const epochDayIn = (day: string): number => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY

/** Months since year 0 of an ISO date. */
const monthIn = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

const nameOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`

const startOfMonth = (month: number, timeZone: string): number =>
  startOfEpochDay(Date.UTC(Math.floor(month / 12), month % 12, 1) / MS_PER_DAY, timeZone)
