/**
 * How many cases ended after how many whole hours: a Map or sorted or unsorted pairs of hour and count. An hour
 * may come several times, so that histograms are added by putting them one after the other.
 */
export type HourCounts = Iterable<readonly [hour: number, count: number]>

/** One distinct hour: who was still under observation just before it, and what happened at it. */
export type RiskRow = {
  hour: number
  atRisk: number
  /** Ends by cause, in the order in which the causes were given. */
  ends: readonly number[]
  censored: number
}

/**
 * The risk table of product-limit estimators, by ascending hour. Ends come before censorings at the same hour:
 * a case that is censored then was still at risk. Its size is the number of distinct hours, not of cases.
 * @throws RangeError for an hour or a count that is negative or not whole
 */
export function riskTable(causes: readonly HourCounts[], censored: HourCounts): RiskRow[] {
  const columns = causes.length + 1
  const byHour = new Map<number, number[]>()
  for (const [column, counts] of [...causes, censored].entries()) {
    for (const [hour, count] of counts) {
      if (!isWhole(hour) || !isWhole(count)) throw new RangeError(`Not a count of hours: ${hour}, ${count}`)
      if (count === 0) continue
      const row = byHour.get(hour) ?? new Array<number>(columns).fill(0)
      row[column] = (row[column] ?? 0) + count
      byHour.set(hour, row)
    }
  }
  const rows: RiskRow[] = []
  let atRisk = 0
  for (const [hour, counts] of [...byHour].sort(([a], [b]) => b - a)) {
    atRisk += sum(counts)
    rows.push({ hour, atRisk, ends: counts.slice(0, -1), censored: counts.at(-1) ?? 0 })
  }
  return rows.reverse()
}

/** Total of a histogram. */
export function totalCount(counts: HourCounts): number {
  let total = 0
  for (const [, count] of counts) total += count
  return total
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}

function isWhole(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}
