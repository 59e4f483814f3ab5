import { LRUCache } from 'lru-cache'
import { Temporal } from 'temporal-polyfill'
import { localDate, startOfDay } from '../../../platform/time/local-day.ts'

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

export function spanOf({ from, to }: Window, timeZone: string): Span {
  return {
    start: startOf(Temporal.PlainDate.from(from), timeZone),
    end: startOf(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone),
  }
}

/**
 * Whole calendar months up to the one of the last day of the window; at least 25, or as many as the window touches, ten
 * years at most.
 * The last one ends with the window.
 */
export function monthsOf(window: Window, timeZone: string): Month[] {
  const { end } = spanOf(window, timeZone)
  const last = Temporal.PlainDate.from(window.to).toPlainYearMonth()
  const touched = Temporal.PlainDate.from(window.from).toPlainYearMonth()
  const earliest = last.subtract({ months: MONTHS_SHOWN })
  const wanted = Temporal.PlainYearMonth.compare(touched, earliest) < 0 ? touched : earliest
  const oldest = last.subtract({ months: MOST_MONTHS - 1 })
  const first = Temporal.PlainYearMonth.compare(wanted, oldest) < 0 ? oldest : wanted
  const months: Month[] = []
  for (let at = first; Temporal.PlainYearMonth.compare(at, last) <= 0; at = at.add({ months: 1 })) {
    const next = startOf(at.add({ months: 1 }).toPlainDate({ day: 1 }), timeZone)
    months.push({
      month: at.toString(),
      number: at.year * 12 + at.month - 1,
      start: startOf(at.toPlainDate({ day: 1 }), timeZone),
      end: Math.min(next, end),
    })
  }
  return months
}

/** True when the month is not over yet at the end of the window or at `asOf`. */
export function isPartial({ month, end }: Month, asOf: number, timeZone: string): boolean {
  const next = Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: 1 })
  return Math.min(end, asOf) < startOf(next, timeZone)
}

/** A page asks for the same few months hundreds of times, and a calendar is slow. */
const starts = new LRUCache<string, number>({ max: 5000 })

function startOf(day: Temporal.PlainDate, timeZone: string): number {
  const key = `${day} ${timeZone}`
  const known = starts.get(key)
  if (known !== undefined) return known
  const start = startOfDay(day, timeZone).epochMilliseconds
  starts.set(key, start)
  return start
}
