import { type HourCounts, HourHistogram } from './hour-histogram.ts'
import { type EstimatedHours, highLimit, type Interval, lowLimit } from './interval.ts'

/** One step for each hour with an event, by ascending hour; lists of numbers, since a page asks for dozens of curves. */
export type SurvivalCurve = {
  hours: Uint32Array
  /** S(hour): the estimated share of cases without the event after this hour. */
  survival: Float64Array
  /** Greenwood variance of `survival`; NaN where it is 0. */
  variance: Float64Array
}

export type KaplanMeier = {
  median: EstimatedHours
  /** Hours after which 9 of 10 cases have had the event; null when not reached. */
  p90: number | null
  events: number
  censored: number
  curve: SurvivalCurve
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

/** Median and p90 of `kaplanMeier` alone. */
export function medianAndP90(events: HourCounts, censored: HourCounts) {
  const curve = survivalCurve(HourHistogram.of(events), HourHistogram.of(censored))
  return { median: hoursUntil(curve, 0.5), p90: hoursUntil(curve, 0.1) }
}

/** The curve alone. Events come before censorings at the same hour: a case that is censored then was still watched. */
export function survivalCurve(
  { hours, counts, total }: HourHistogram,
  censored: HourHistogram,
): SurvivalCurve {
  const [survival, variance] = [new Float64Array(hours.length), new Float64Array(hours.length)]
  let watched = total + censored.total
  let gone = 0
  let share = 1
  let greenwood = 0
  for (let row = 0; row < hours.length; row++) {
    const [hour, ended] = [hours[row] ?? 0, counts[row] ?? 0]
    for (; gone < censored.hours.length && (censored.hours[gone] ?? 0) < hour; gone++)
      watched -= censored.counts[gone] ?? 0
    share *= (watched - ended) / watched
    greenwood += ended / (watched * (watched - ended))
    survival[row] = share
    variance[row] = share * share * greenwood
    watched -= ended
  }
  return { hours, survival, variance }
}

/** Smallest hour with S(hour) <= level. */
function hoursUntil({ hours, survival }: SurvivalCurve, level: number): number | null {
  const row = survival.findIndex((share) => share <= level + ROUNDING)
  return hours[row] ?? null
}

/** The hours at which the lower and the upper limit of the curve fall to one half. */
function medianInterval({ hours, survival, variance }: SurvivalCurve): Interval {
  const firstWhere = (limitOf: typeof lowLimit, from = 0) => {
    for (let row = from; row < hours.length; row++) {
      const limit = limitOf(survival[row] ?? 0, variance[row] ?? 0)
      if (limit !== null && limit <= 0.5 + ROUNDING) return hours[row] ?? null
    }
    return null
  }
  // The upper limit is never below the curve.
  const median = survival.findIndex((share) => share <= 0.5 + ROUNDING)
  return { low: firstWhere(lowLimit), high: median < 0 ? null : firstWhere(highLimit, median) }
}
