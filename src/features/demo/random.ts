import { createHash } from 'node:crypto'

/** Chance that comes out the same every time for the same key. */
export type Random = {
  /** From 0 up to, not with, 1. */
  unit(): number
  between(low: number, high: number): number
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** A position in `cumulative`, whose entries grow by the weight of each item. */
  weighted(cumulative: ArrayLike<number>): number
  /** Standard normal (Box and Muller 1958, one of the pair). */
  normal(): number
  /** Log-normal around `median`; `spread` is the standard deviation of the logarithm. */
  around(median: number, spread: number): number
}

/**
 * sfc32 (Chris Doty-Humphrey's small fast counter of PractRand), its 128 bits seeded by SHA-256 of the key, so that
 * keys that differ in one digit have nothing in common and a million of them never meet.
 */
export function randomOf(...key: readonly (string | number)[]): Random {
  const seed = createHash('sha256').update(key.join('/')).digest()
  let a = seed.readUInt32LE(0)
  let b = seed.readUInt32LE(4)
  let c = seed.readUInt32LE(8)
  let counter = seed.readUInt32LE(12)
  const unit = () => {
    const t = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 4_294_967_296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
  return {
    unit,
    between: (low, high) => low + unit() * (high - low),
    below: (below) => Math.floor(unit() * below),
    chance: (probability) => unit() < probability,
    pick: (items) => {
      const item = items[Math.floor(unit() * items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    weighted: (cumulative) => {
      const wanted = unit() * (cumulative[cumulative.length - 1] ?? 0)
      return firstAbove(cumulative, wanted)
    },
    normal,
    around: (median, spread) => median * Math.exp(spread * normal()),
  }
}

/** The first position whose value is above `wanted`; the last one when none is. */
export function firstAbove(ascending: ArrayLike<number>, wanted: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  return low
}

/** Weights as running sums, for `Random.weighted`. */
export function runningSums(weights: Iterable<number>): Float64Array {
  const sums: number[] = []
  let sum = 0
  for (const weight of weights) {
    sum += weight
    sums.push(sum)
  }
  return Float64Array.from(sums)
}
