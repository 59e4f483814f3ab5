/** The value below which a share of the numbers lies (nearest rank); NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export type Spread = { count: number; p50: number; p95: number; p99: number; most: number }

/** Milliseconds, whole ones. */
export function spreadOf(values: readonly number[]): Spread {
  const at = (share: number) => Math.round(quantile(values, share))
  return { count: values.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}
