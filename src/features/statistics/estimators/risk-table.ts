/**
 * How many cases ended after how many whole hours: a Map or sorted or unsorted pairs of hour and count. An hour
 * may come several times, so that histograms are added by putting them one after the other.
 */
export type HourCounts = Iterable<readonly [hour: number, count: number]>

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

/** 119 years: no case lasts longer, and each hour up to the last one has its place. */
const MOST_HOURS = 2 ** 20

/**
 * The risk table of product-limit estimators. Ends come before censorings at the same hour: a case that is censored
 * then was still at risk. Its size is the number of distinct hours, not of cases.
 * @throws RangeError for an hour or a count that is negative or not whole, or an hour beyond 119 years
 */
export function riskTable(causes: readonly HourCounts[], censored: HourCounts): RiskTable {
  const tallies = [...causes, censored].map(tallyOf)
  const hours = hoursIn(tallies)
  const columns = tallies.map((tally) => at(hours, tally))
  const atRisk = new Float64Array(hours.length)
  let watched = 0
  for (let row = hours.length - 1; row >= 0; row--) {
    for (const column of columns) watched += column[row] ?? 0
    atRisk[row] = watched
  }
  return { hours, atRisk, ends: columns.slice(0, -1), censored: columns.at(-1) ?? new Float64Array() }
}

/** The hours at which anything was counted. */
function hoursIn(tallies: readonly Float64Array[]): Uint32Array {
  const seen = new Uint8Array(Math.max(...tallies.map((tally) => tally.length)))
  for (const tally of tallies) {
    for (let hour = 0; hour < tally.length; hour++) if (tally[hour] !== 0) seen[hour] = 1
  }
  const hours = new Uint32Array(seen.length)
  let rows = 0
  for (let hour = 0; hour < seen.length; hour++) if (seen[hour] === 1) hours[rows++] = hour
  return hours.subarray(0, rows)
}

function at(hours: Uint32Array, tally: Float64Array): Float64Array {
  const column = new Float64Array(hours.length)
  for (let row = 0; row < hours.length; row++) column[row] = tally[hours[row] ?? 0] ?? 0
  return column
}

/** The count of each hour from 0 on. */
function tallyOf(counts: HourCounts): Float64Array {
  let tally = new Float64Array(1024)
  let length = 0
  for (const [hour, count] of counts) {
    if (!isWhole(hour) || !isWhole(count) || hour >= MOST_HOURS) {
      throw new RangeError(`Not a count of hours: ${hour}, ${count}`)
    }
    if (hour >= tally.length) {
      const longer = new Float64Array(2 ** Math.ceil(Math.log2(hour + 1)))
      longer.set(tally)
      tally = longer
    }
    tally[hour] = (tally[hour] ?? 0) + count
    if (count > 0) length = Math.max(length, hour + 1)
  }
  return tally.subarray(0, length)
}

/** Total of a histogram. */
export function totalCount(counts: HourCounts): number {
  let total = 0
  for (const [, count] of counts) total += count
  return total
}

function isWhole(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}
