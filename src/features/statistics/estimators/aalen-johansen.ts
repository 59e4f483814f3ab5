import { type EstimatedHours, type EstimatedShare, logLogInterval } from './interval.ts'
import { type HourCounts, type RiskRow, riskTable } from './risk-table.ts'

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
  const limits = curve.map((step) => ({ hour: step.hour, ...logLogInterval(step.incidence, step.variance) }))
  const reached = (p: number | null) => p !== null && p >= 0.5 - ROUNDING
  return {
    atHorizon: shareAt(horizonHours, curve, table.at(-1)?.hour ?? -1),
    median: {
      value: curve.find(({ incidence }) => reached(incidence))?.hour ?? null,
      low: limits.find(({ high }) => reached(high))?.hour ?? null,
      high: limits.find(({ low }) => reached(low))?.hour ?? null,
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
function incidenceCurve(table: readonly RiskRow[]): IncidenceStep[] {
  const curve: IncidenceStep[] = []
  let survival = 1
  let incidence = 0
  let competing = 0
  let square = 0
  let linear = 0
  let constant = 0
  for (const { hour, atRisk, ends } of table) {
    const [own = 0, other = 0] = ends
    const left = atRisk - own - other
    if (left === atRisk) continue
    const jump = (survival * own) / atRisk
    incidence += jump
    competing += (survival * other) / atRisk
    // When everybody ends at once, the survival after it is known to be 0 and F stays: no term of the remainder.
    const a = left === 0 ? 0 : (own + other) / (atRisk * left)
    const b = jump / atRisk
    square += a
    linear -= 2 * (a * incidence + b)
    constant += a * incidence ** 2 + 2 * b * incidence + (survival * jump * (atRisk - own)) / atRisk ** 2
    survival *= left / atRisk
    const variance = Math.max(0, square * incidence ** 2 + linear * incidence + constant)
    curve.push({ hour, incidence, variance, competing, survival })
  }
  return curve
}
