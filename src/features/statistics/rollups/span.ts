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

/** Months of which the days are read, because a border of what is asked lies inside; all others are read whole. */
export function monthsByDay({ from, to, asOfDay, settledDay }: Span): number[] {
  // The last day of each part. In the month of `asOf` some terms are not over.
  const borders = [from - 1, to, ...(settledDay >= from && settledDay < to ? [settledDay] : [])]
  const months = borders.filter((day) => monthOf(day) === monthOf(day + 1)).map(monthOf)
  if (monthOf(to) === monthOf(asOfDay)) months.push(monthOf(to))
  return [...new Set(months)]
}
