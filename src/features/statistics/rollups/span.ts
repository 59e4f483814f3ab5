import { Temporal } from 'temporal-polyfill'
import { epochDayOf } from '../../../platform/time/epoch-day.ts'
import { monthOf } from './sums.ts'

/** What is asked of the sums. Days are epoch days of the city, months as months since year 0, hours since 1970 UTC. */
export type Span = {
  from: number
  /** Last day of the window; never after the day of `asOf`, behind which nothing has happened. */
  to: number
  /** A full hour: by it what is open is so and so old, and terms are over. */
  asOfHour: number
  asOfDay: number
  /** Full hour at or before the start of the day of `asOf`. */
  asOfDayHour: number
  /** Answers up to this day have been watched for thirty whole days. */
  settledDay: number
}

/** Days in a row, the last one included. */
export type Days = { first: number; last: number }

export const isInside = ({ first, last }: Days, { from, to }: Span): boolean => first >= from && last <= to

/** A month that is read by its days, because a border of what is asked lies inside. */
export type PartedMonth = {
  month: number
  /** The longest part, which is what the month has more than its other parts: the days of those are read alone. */
  rest: Days
  others: Days[]
}

/** `isSettledAsked`: whether the border behind which answers are settled parts anything. */
export function partedMonths(span: Span, { isSettledAsked }: { isSettledAsked: boolean }): PartedMonth[] {
  return [...Map.groupBy(bordersOf(span, isSettledAsked), monthOf)].flatMap(([month, borders]) => {
    const parts = partsOf(daysOfMonth(month), borders)
    const rest = parts.reduce((longest, part) => (lengthOf(part) > lengthOf(longest) ? part : longest))
    return parts.length === 1 ? [] : [{ month, rest, others: parts.filter((part) => part !== rest) }]
  })
}

/** The last day of each part, in order. On the day of `asOf` some terms are not over. */
function bordersOf({ from, to, asOfDay, settledDay }: Span, isSettledAsked: boolean): number[] {
  const borders = [from - 1, to]
  if (isSettledAsked && settledDay >= from && settledDay < to) borders.push(settledDay)
  if (to === asOfDay) borders.push(to - 1)
  return [...new Set(borders)].sort((a, b) => a - b)
}

function partsOf({ first, last }: Days, borders: readonly number[]): Days[] {
  const inside = borders.filter((day) => day < last)
  const begins = [first, ...inside.map((day) => day + 1)]
  return begins.map((begin, index) => ({ first: begin, last: inside[index] ?? last }))
}

const lengthOf = ({ first, last }: Days) => last - first + 1

const months = new Map<number, Days>()

export function daysOfMonth(month: number): Days {
  let days = months.get(month)
  if (days === undefined) {
    const begin = new Temporal.PlainDate(Math.floor(month / 12), (month % 12) + 1, 1)
    days = { first: epochDayOf(begin), last: epochDayOf(begin.add({ months: 1 })) - 1 }
    months.set(month, days)
  }
  return days
}
