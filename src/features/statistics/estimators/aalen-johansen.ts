import type { HourCounts } from './hour-histogram.ts'
import { type EstimatedHours, type EstimatedShare, logLogInterval } from './interval.ts'
import { type RiskTable, riskTable } from './risk-table.ts'

/** The cumulative incidences from `hour` on until the next step. */
export type IncidenceStep = {
  hour: number
  /** Estimated share of cases that ended by the cause of interest up to and with this hour. */
  incidence: number
  /** Delta-method variance of `incidence`. */
  variance: number
  /** Estimated share that ended by a competing cause. */
  competing: number
  /** Share that has not ended: 1 - incidence - competing. */
  survival: number
}

export type AalenJohansen = {
  /** The share at the horizon; null when nobody was observed for so long. */
  atHorizon: EstimatedShare
  /** Smallest hour at which half of all cases have ended by the cause of interest. */
  median: EstimatedHours
  curve: IncidenceStep[]
}

const ROUNDING = 1e-10
const UNKNOWN = { low: null, high: null }

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
  const table = riskTable([ended, competing], censored)
  const curve = incidenceCurve(table)
  const reached = (p: number | null) => p !== null && p >= 0.5 - ROUNDING
  const firstWhere = (end: 'low' | 'high') =>
    curve.find(({ incidence, variance }) => reached(logLogInterval(incidence, variance)[end]))?.hour ?? null
  return {
    atHorizon: shareAt(horizonHours, curve, table.hours.at(-1) ?? -1),
    median: {
      value: curve.find(({ incidence }) => reached(incidence))?.hour ?? null,
      low: firstWhere('high'),
      high: firstWhere('low'),
    },
    curve,
  }
}

function shareAt(horizon: number, curve: readonly IncidenceStep[], lastSeen: number): EstimatedShare {
  const isOver = (curve.at(-1)?.survival ?? 1) <= ROUNDING
  if (lastSeen < 0 || (lastSeen < horizon && !isOver)) return { share: null, ...UNKNOWN }
  const step = curve.findLast(({ hour }) => hour <= horizon)
  if (step === undefined) return { share: 0, ...UNKNOWN }
  return { share: step.incidence, ...logLogInterval(step.incidence, step.variance) }
}

/**
 * The variance of F(t) sums over the steps before t, with F(t) inside each term; written out, it needs only running
 * sums of the factors of F(t)^2, F(t) and 1, so that the whole curve costs one pass.
 */
function incidenceCurve({ hours, atRisk, ends }: RiskTable): IncidenceStep[] {
  const curve: IncidenceStep[] = []
  let survival = 1
  let incidence = 0
  let competing = 0
  let square = 0
  let linear = 0
  let constant = 0
  for (const [row, hour] of hours.entries()) {
    const [own, other] = [ends[0]?.[row] ?? 0, ends[1]?.[row] ?? 0]
    const watched = atRisk[row] ?? 0
    const left = watched - own - other
    if (left === watched) continue
    const jump = (survival * own) / watched
    incidence += jump
    competing += (survival * other) / watched
    // When everybody ends at once, the survival after it is known to be 0 and F stays: no term of the remainder.
    const a = left === 0 ? 0 : (own + other) / (watched * left)
    const b = jump / watched
    square += a
    linear -= 2 * (a * incidence + b)
    constant += a * incidence ** 2 + 2 * b * incidence + (survival * jump * (watched - own)) / watched ** 2
    survival *= left / watched
    const variance = Math.max(0, square * incidence ** 2 + linear * incidence + constant)
    curve.push({ hour, incidence, variance, competing, survival })
  }
  return curve
}
