import type { HourHistogram } from '../estimators/hour-histogram.ts'
import { logLogInterval } from '../estimators/interval.ts'
import { survivalCurve } from '../estimators/kaplan-meier.ts'
import type { Measured } from '../rollups/measure.ts'
import { FEWEST_FOR_PERCENT } from './small-numbers.ts'

/** Who has no first answer yet so many whole days after the start; shares are rounded to 4 digits. */
export type WaitingDay = {
  day: number
  share: number
  low: number | null
  high: number | null
  /** Cases that were still watched then: neither answered nor gone before. */
  atRisk: number
}

const LAST_DAY = 60
const dayHours = Array.from({ length: LAST_DAY + 1 }, (_, day) => day * 24)

/**
 * The curve of Kaplan and Meier read once a day. It ends where fewer than ten are still watched: what a few do there
 * moves it by leaps, and could tell about single people.
 */
export function waitingOf({ hours }: Pick<Measured, 'hours'>): WaitingDay[] {
  const curve = survivalCurve(hours.answered, hours.unanswered)
  const answered = stillThere(hours.answered, dayHours)
  const unanswered = stillThere(hours.unanswered, dayHours)
  const days: WaitingDay[] = []
  let next = 0
  for (let day = 0; day <= LAST_DAY; day++) {
    const atRisk = (answered[day] ?? 0) + (unanswered[day] ?? 0)
    if (atRisk < FEWEST_FOR_PERCENT) break
    while (next < curve.hours.length && (curve.hours[next] ?? 0) <= day * 24) next++
    const [survival, variance] = [curve.survival[next - 1] ?? 1, curve.variance[next - 1] ?? 0]
    const { low, high } = logLogInterval(survival, variance)
    days.push({
      day,
      share: rounded(survival),
      low: low && rounded(low),
      high: high && rounded(high),
      atRisk,
    })
  }
  return days
}

/** Of all in order, how many there are from each of these hours on; `hours` ascend. */
function stillThere(counted: HourHistogram, hours: readonly number[]): number[] {
  let left = counted.total
  let row = 0
  return hours.map((hour) => {
    for (; row < counted.hours.length && (counted.hours[row] ?? 0) < hour; row++)
      left -= counted.counts[row] ?? 0
    return left
  })
}

const rounded = (share: number) => Math.round(share * 10_000) / 10_000
