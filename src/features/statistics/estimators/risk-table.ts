import { type HourCounts, HourHistogram } from './hour-histogram.ts'

/**
 * The distinct hours in ascending order, and at the same position of each other list who was still under observation
 * just before that hour and what happened at it. Lists of numbers, since a page asks for dozens of such tables.
 */
export type RiskTable = {
  hours: Uint32Array
  atRisk: Float64Array
  /** Ends by cause, in the order in which the causes were given. */
  ends: Float64Array[]
  censored: Float64Array
}

/**
 * The risk table of product-limit estimators. Ends come before censorings at the same hour: a case that is censored
 * then was still at risk. Its size is the number of distinct hours, not of cases.
 * @throws RangeError for an hour or a count that is negative or not whole, or an hour beyond 119 years
 */
export function riskTable(causes: readonly HourCounts[], censored: HourCounts): RiskTable {
  const histograms = [...causes, censored].map((counts) => HourHistogram.of(counts))
  const hours = histograms.reduce<Uint32Array>((all, one) => merged(all, one.hours), new Uint32Array())
  const columns = histograms.map((histogram) => at(hours, histogram))
  const atRisk = new Float64Array(hours.length)
  let watched = 0
  for (let row = hours.length - 1; row >= 0; row--) {
    for (const column of columns) watched += column[row] ?? 0
    atRisk[row] = watched
  }
  return { hours, atRisk, ends: columns.slice(0, -1), censored: columns.at(-1) ?? new Float64Array() }
}

/** What stands in either of two ascending lists, once. */
function merged(some: Uint32Array, others: Uint32Array): Uint32Array {
  const all = new Uint32Array(some.length + others.length)
  let rows = 0
  let other = 0
  for (let row = 0; row < some.length; row++) {
    const hour = some[row] ?? 0
    while (other < others.length && (others[other] ?? 0) < hour) all[rows++] = others[other++] ?? 0
    if (others[other] === hour) other++
    all[rows++] = hour
  }
  while (other < others.length) all[rows++] = others[other++] ?? 0
  return all.subarray(0, rows)
}

/** The counts of a histogram at the places of `hours`, among which its own are. */
function at(hours: Uint32Array, histogram: HourHistogram): Float64Array {
  const column = new Float64Array(hours.length)
  for (let row = 0, own = 0; own < histogram.hours.length; row++) {
    if (hours[row] === histogram.hours[own]) column[row] = histogram.counts[own++] ?? 0
  }
  return column
}
