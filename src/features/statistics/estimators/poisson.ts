import { Z95 } from './interval.ts'

/** Of a thousand residents. */
export type EstimatedRate = { perThousand: number; low: number; high: number }

/** Below this, the approximation strays from the exact limits by more than can be printed. */
const FEWEST = 10

/**
 * Events per 1,000 people with 95 % limits: the number of events is Poisson, the number of people is known. Limits are
 * Byar's approximation of the exact ones (Breslow and Day, Statistical Methods in Cancer Research II, IARC 1987, p. 69),
 * which differs from them by less than 0.2 % from ten events on. Null where there are fewer.
 * @throws RangeError unless both are whole, with at least one person
 */
export function ratePerThousand(events: number, people: number): EstimatedRate | null {
  if (!Number.isSafeInteger(events) || !Number.isSafeInteger(people) || events < 0 || people < 1) {
    throw new RangeError(`Not a rate: ${events} by ${people}`)
  }
  if (events < FEWEST) return null
  const per = (count: number) => (count * 1000) / people
  const limit = (count: number, z: number) => count * (1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3
  return { perThousand: per(events), low: per(limit(events, -Z95)), high: per(limit(events + 1, Z95)) }
}
