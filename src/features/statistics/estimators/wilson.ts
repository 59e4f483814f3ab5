import { type EstimatedShare, Z95 } from './interval.ts'

export type CountedShare = { n: number; of: number } & EstimatedShare

/**
 * Share `n` of `of` with the Wilson 95 % score interval, without continuity correction.
 * Source: E. B. Wilson, JASA 22 (1927) 209-212; chosen for small counts after Brown, Cai and DasGupta,
 * Statistical Science 16 (2001) 101-133.
 * @throws RangeError unless 0 <= n <= of, both whole
 */
export function wilson95(n: number, of: number): CountedShare {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(of) || n < 0 || n > of) {
    throw new RangeError(`Not a share: ${n} of ${of}`)
  }
  if (of === 0) return { n, of, share: null, low: null, high: null }
  const share = n / of
  const z2 = Z95 * Z95
  const centre = share + z2 / (2 * of)
  const reach = Z95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of))
  const scale = 1 + z2 / of
  // The formula gives exactly 0 and 1 at the ends; floating point may miss them by a hair.
  const low = n === 0 ? 0 : Math.max(0, (centre - reach) / scale)
  const high = n === of ? 1 : Math.min(1, (centre + reach) / scale)
  return { n, of, share, low, high }
}
