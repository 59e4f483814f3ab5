/** A number from 0 up to 1. */
export type Random = () => number

/** Repeatable: the same seed gives the same numbers. Mulberry32 (Tommy Ettinger, 2017), 32 bits of state. */
export function randomOf(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Arrivals per second, which grow or fall evenly over a phase. */
export type Rate = { from: number; to: number }

export const steady = (perSecond: number): Rate => ({ from: perSecond, to: perSecond })

/**
 * When somebody comes, in milliseconds from the start of the phase: a Poisson process of the rate, so arrivals know
 * nothing of each other or of how fast they are served (an open model). Times of the unit process are looked up on the
 * inverse of the cumulated rate (Lewis and Shedler 1979; Çinlar's method).
 */
export function arrivals({ from, to }: Rate, seconds: number, random: Random): number[] {
  const expected = ((from + to) / 2) * seconds
  const growth = (to - from) / seconds
  const times: number[] = []
  for (let unit = gap(random); unit < expected; unit += gap(random)) {
    // Solves from * t + growth * t² / 2 = unit for t, in the form that does not lose digits when growth is near 0.
    const t = (2 * unit) / (from + Math.sqrt(from * from + 2 * growth * unit))
    times.push(t * 1000)
  }
  return times
}

/** Between two events of a Poisson process of rate 1. */
const gap = (random: Random): number => -Math.log(1 - random())

/** How long somebody thinks: exponential around a mean, at most four times as long. Milliseconds. */
export const thinkTime = (meanMs: number, random: Random): number => Math.min(gap(random), 4) * meanMs
