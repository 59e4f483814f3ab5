/** A 95 % confidence interval; a limit is null where it is not defined. */
export type Interval = { low: number | null; high: number | null }

/** The 97.5 % point of the standard normal distribution: two-sided 95 %. */
export const Z95 = 1.959963984540054

/** An estimated share from 0 to 1 with its 95 % interval; all null when there is nothing to estimate from. */
export type EstimatedShare = { share: number | null } & Interval

/** Hours with their 95 % interval; `value` is null when the level is never reached. */
export type EstimatedHours = { value: number | null } & Interval

/**
 * Pointwise 95 % interval of a probability on the log(-log) scale (Kalbfleisch and Prentice 1980), which keeps
 * it inside 0 to 1. Not defined for 0 and 1 and where the variance is infinite.
 * @param variance of `p` itself
 */
export const logLogInterval = (p: number, variance: number): Interval => ({
  low: lowLimit(p, variance),
  high: highLimit(p, variance),
})

/** One limit of `logLogInterval` alone: whoever looks for where it falls to a level asks for hundreds. */
export function lowLimit(p: number, variance: number): number | null {
  const reach = reachOf(p, variance)
  return reach === null ? null : p ** reach
}

export function highLimit(p: number, variance: number): number | null {
  const reach = reachOf(p, variance)
  return reach === null ? null : p ** (1 / reach)
}

const reachOf = (p: number, variance: number): number | null =>
  p <= 0 || p >= 1 || !Number.isFinite(variance)
    ? null
    : Math.exp((Z95 * Math.sqrt(variance)) / (p * -Math.log(p)))
