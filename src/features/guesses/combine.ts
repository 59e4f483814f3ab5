import type { Guess } from '../offices/index.ts'

/**
 * Weights of the learned shares beside those of the keywords, that cross-validation chooses from; 0 is none. Never more
 * than the keywords: a heavier one is better at repeating the past of a city and worse at what is new to it.
 */
export const weights = [0, 0.25, 0.5, 1] as const

/** Codes by the sum of both, the best first. Between equals the order of the keywords stays. */
export function combine(
  byKeywords: readonly Guess[],
  learned: ReadonlyMap<string, number>,
  weight: number,
): string[] {
  const total = byKeywords.reduce((sum, { score }) => sum + score, 0)
  const sums = new Map(byKeywords.map(({ code, score }) => [code, score / total]))
  if (weight > 0) for (const [code, share] of learned) sums.set(code, (sums.get(code) ?? 0) + weight * share)
  return [...sums].sort(([, a], [, b]) => b - a).map(([code]) => code)
}
