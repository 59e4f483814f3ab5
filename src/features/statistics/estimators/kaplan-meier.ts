import { type HourCounts, HourHistogram } from './hour-histogram.ts'
import { type EstimatedHours, type Interval, logLogInterval } from './interval.ts'
import { riskTable } from './risk-table.ts'

/** The curve from `hour` on until the next step. */
export type SurvivalStep = {
  hour: number
  /** S(hour): the estimated share of cases without the event after this hour. */
  survival: number
  /** Greenwood variance of `survival`; NaN where it is 0. */
  variance: number
}

export type KaplanMeier = {
  median: EstimatedHours
  /** Hours after which 9 of 10 cases have had the event; null when not reached. */
  p90: number | null
  events: number
  censored: number
  /** One step for each hour with an event, by ascending hour. */
  curve: SurvivalStep[]
}

// Products of fractions miss round levels by about 1e-15 per step; a real step is 1 / (number of cases) wide.
const ROUNDING = 1e-10

/**
 * Kaplan-Meier estimate of the time to an event from hour histograms.
 * Source: Kaplan and Meier, JASA 53 (1958) 457-481. Interval of the median: Brookmeyer and Crowley, Biometrics 38
 * (1982) 29-41, on the log(-log) scale with Greenwood's variance, as `conf.type = "log-log"` of R's survival.
 * @param events cases that had the event, by whole hours from their start
 * @param censored cases that left or are still open without it
 */
export function kaplanMeier(events: HourCounts, censored: HourCounts): KaplanMeier {
  const [ended, left] = [HourHistogram.of(events), HourHistogram.of(censored)]
  const curve = survivalCurve(ended, left)
  return {
    median: { value: hoursUntil(curve, 0.5), ...medianInterval(curve) },
    p90: hoursUntil(curve, 0.1),
    events: ended.total,
    censored: left.total,
    curve,
  }
}

function survivalCurve(events: HourCounts, censored: HourCounts): SurvivalStep[] {
  const curve: SurvivalStep[] = []
  let survival = 1
  let greenwood = 0
  const { hours, atRisk, ends } = riskTable([events], censored)
  for (let row = 0; row < hours.length; row++) {
    const [hour, ended, watched] = [hours[row] ?? 0, ends[0]?.[row] ?? 0, atRisk[row] ?? 0]
    if (ended === 0) continue
    survival *= (watched - ended) / watched
    greenwood += ended / (watched * (watched - ended))
    curve.push({ hour, survival, variance: survival * survival * greenwood })
  }
  return curve
}

/** Smallest hour with S(hour) <= level. */
function hoursUntil(curve: readonly SurvivalStep[], level: number): number | null {
  return curve.find(({ survival }) => survival <= level + ROUNDING)?.hour ?? null
}

/** The hours at which the lower and the upper limit of the curve fall to one half. */
function medianInterval(curve: readonly SurvivalStep[]): Interval {
  const reaches = (limit: number | null) => limit !== null && limit <= 0.5 + ROUNDING
  const firstWhere = (end: 'low' | 'high') =>
    curve.find(({ survival, variance }) => reaches(logLogInterval(survival, variance)[end]))?.hour ?? null
  return { low: firstWhere('low'), high: firstWhere('high') }
}
