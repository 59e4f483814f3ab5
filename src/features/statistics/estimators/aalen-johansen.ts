import { type HourCounts, HourHistogram } from './hour-histogram.ts'
import { type EstimatedHours, type EstimatedShare, highLimit, logLogInterval, lowLimit } from './interval.ts'

/** The cumulative incidences from each hour on until the next step: one for each hour at which any case ended. */
export type IncidenceCurve = {
  hours: Uint32Array
  /** Estimated share of cases that ended by the cause of interest up to and with this hour. */
  incidence: Float64Array
  /** Delta-method variance of `incidence`. */
  variance: Float64Array
  /** Estimated share that ended by a competing cause. */
  competing: Float64Array
  /** Share that has not ended: 1 - incidence - competing. */
  survival: Float64Array
}

export type AalenJohansen = {
  /** The share at the horizon; null when nobody was observed for so long. */
  atHorizon: EstimatedShare
  /** Smallest hour at which half of all cases have ended by the cause of interest. */
  median: EstimatedHours
  curve: IncidenceCurve
}

const ROUNDING = 1e-10
const UNKNOWN = { low: null, high: null }
const NEVER = Number.POSITIVE_INFINITY

/**
 * Aalen-Johansen estimate of the cumulative incidence of one cause of ending beside a competing one: what share
 * of all cases has been solved after so many hours, when a refusal ends a case for good.
 * Source: Aalen and Johansen, Scand. J. Statist. 5 (1978) 141-150; variance by the delta method as in Marubini and
 * Valsecchi, "Analysing Survival Data" (1995), 10.2; intervals on the log(-log) scale.
 * @param ended cases that ended by the cause of interest, by whole hours from their start
 * @param competing cases that ended otherwise
 * @param censored cases that were still open when last seen
 * @param horizonHours where the share is read, for example 720 for 30 days
 */
export function aalenJohansen(
  { ended, competing, censored }: { ended: HourCounts; competing: HourCounts; censored: HourCounts },
  horizonHours: number,
): AalenJohansen {
  const [own, other] = [HourHistogram.of(ended), HourHistogram.of(competing)]
  const left = HourHistogram.of(censored)
  const curve = incidenceCurve(own, other, left)
  const lastSeen = Math.max(...[own, other, left].map(({ hours }) => hours.at(-1) ?? -1))
  return { atHorizon: shareAt(horizonHours, curve, lastSeen), median: medianOf(curve), curve }
}

function medianOf({ hours, incidence, variance }: IncidenceCurve): EstimatedHours {
  const reached = (p: number | null) => p !== null && p >= 0.5 - ROUNDING
  const firstWhere = (limitOf: typeof lowLimit, from = 0) => {
    for (let row = from; row < hours.length; row++)
      if (reached(limitOf(incidence[row] ?? 0, variance[row] ?? 0))) return hours[row] ?? null
    return null
  }
  const half = incidence.findIndex(reached)
  // The lower limit is never above the curve.
  return {
    value: hours[half] ?? null,
    low: firstWhere(highLimit),
    high: half < 0 ? null : firstWhere(lowLimit, half),
  }
}

function shareAt(horizon: number, curve: IncidenceCurve, lastSeen: number): EstimatedShare {
  const isOver = (curve.survival.at(-1) ?? 1) <= ROUNDING
  if (lastSeen < 0 || (lastSeen < horizon && !isOver)) return { share: null, ...UNKNOWN }
  const row = curve.hours.findLastIndex((hour) => hour <= horizon)
  const [share, variance] = [curve.incidence[row], curve.variance[row]]
  if (share === undefined || variance === undefined) return { share: 0, ...UNKNOWN }
  return { share, ...logLogInterval(share, variance) }
}

/**
 * The variance of F(t) sums over the steps before t, with F(t) inside each term; written out, it needs only running
 * sums of the factors of F(t)^2, F(t) and 1, so that the whole curve costs one pass. Ends come before censorings at the
 * same hour: a case that is censored then was still watched.
 */
function incidenceCurve(own: HourHistogram, other: HourHistogram, censored: HourHistogram): IncidenceCurve {
  const curve = emptyCurve(own.hours.length + other.hours.length)
  let watched = own.total + other.total + censored.total
  const at = { own: 0, other: 0, censored: 0 }
  let steps = 0
  let survival = 1
  let incidence = 0
  let competing = 0
  let square = 0
  let linear = 0
  let constant = 0
  while (at.own < own.hours.length || at.other < other.hours.length) {
    const hour = Math.min(own.hours[at.own] ?? NEVER, other.hours[at.other] ?? NEVER)
    for (; (censored.hours[at.censored] ?? NEVER) < hour; at.censored++)
      watched -= censored.counts[at.censored] ?? 0
    const solved = own.hours[at.own] === hour ? (own.counts[at.own++] ?? 0) : 0
    const refused = other.hours[at.other] === hour ? (other.counts[at.other++] ?? 0) : 0
    const left = watched - solved - refused
    const jump = (survival * solved) / watched
    incidence += jump
    competing += (survival * refused) / watched
    // When everybody ends at once, the survival after it is known to be 0 and F stays: no term of the remainder.
    const a = left === 0 ? 0 : (solved + refused) / (watched * left)
    const b = jump / watched
    square += a
    linear -= 2 * (a * incidence + b)
    constant += a * incidence ** 2 + 2 * b * incidence + (survival * jump * (watched - solved)) / watched ** 2
    survival *= left / watched
    curve.hours[steps] = hour
    curve.incidence[steps] = incidence
    curve.variance[steps] = Math.max(0, square * incidence ** 2 + linear * incidence + constant)
    curve.competing[steps] = competing
    curve.survival[steps] = survival
    steps++
    watched = left
  }
  return firstOf(curve, steps)
}

const emptyCurve = (steps: number): IncidenceCurve => ({
  hours: new Uint32Array(steps),
  incidence: new Float64Array(steps),
  variance: new Float64Array(steps),
  competing: new Float64Array(steps),
  survival: new Float64Array(steps),
})

const firstOf = (curve: IncidenceCurve, steps: number): IncidenceCurve => ({
  hours: curve.hours.subarray(0, steps),
  incidence: curve.incidence.subarray(0, steps),
  variance: curve.variance.subarray(0, steps),
  competing: curve.competing.subarray(0, steps),
  survival: curve.survival.subarray(0, steps),
})
