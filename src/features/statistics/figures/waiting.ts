import { logLogInterval } from '../estimators/interval.ts'
import { kaplanMeier } from '../estimators/kaplan-meier.ts'
import type { HourCounts } from '../estimators/risk-table.ts'
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

/**
 * The curve of Kaplan and Meier read once a day. It ends where fewer than ten are still watched: what a few do there
 * moves it by leaps, and could tell about single people.
 */
export function waitingOf({ hours }: Pick<Measured, 'hours'>): WaitingDay[] {
  const { curve } = kaplanMeier(hours.answered, hours.unanswered)
  const days: WaitingDay[] = []
  let next = 0
  for (let day = 0; day <= LAST_DAY; day++) {
    const atRisk = stillThere(hours.answered, day * 24) + stillThere(hours.unanswered, day * 24)
    if (atRisk < FEWEST_FOR_PERCENT) break
    while (next < curve.length && (curve[next]?.hour ?? 0) <= day * 24) next++
    const { survival, variance } = curve[next - 1] ?? { survival: 1, variance: 0 }
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

function stillThere(counts: HourCounts, from: number): number {
  let n = 0
  for (const [hour, count] of counts) if (hour >= from) n += count
  return n
}

const rounded = (share: number) => Math.round(share * 10_000) / 10_000
