import type { Office } from '../offices/index.ts'
import { randomOf } from './random.ts'

/**
 * How an office works. Offices differ, so that charts have something to tell, and each is the same for every seed.
 * Shares from 0 to 1, days are working days.
 */
export type Behaviour = {
  medianDays: number
  spread: number
  /** Answers that come just before the term ends. */
  lastMinute: number
  /** Complaints that nobody touches. */
  silent: number
  passesOn: number
  plans: number
  extends: number
  /** Of what could be solved, what is. */
  solves: number
  /** Of what is called solved, what is so. */
  honest: number
  photographs: number
}

/** `share`: how much of the two years has passed, 0 to 1; offices get better or worse over time. */
export function behaviourOf(
  citySlug: string,
  office: Pick<Office, 'code' | 'external'>,
  share: number,
): Behaviour {
  const random = randomOf('office', citySlug, office.code)
  const start = 0.2 + 0.75 * random.unit()
  const change = random.between(-0.12, 0.22)
  const quality = Math.max(0.1, Math.min(0.98, start + change * (share - 0.5)))
  const bad = 1 - quality
  return {
    medianDays: random.between(3, 5) + 10 * bad,
    spread: 0.5 + 0.3 * bad,
    lastMinute: random.between(0.1, 0.45),
    silent: 0.01 + 0.3 * bad * bad,
    passesOn: 0.015 + 0.08 * bad,
    plans: random.between(0.05, 0.16),
    extends: random.between(0.02, 0.1),
    solves: 0.6 + 0.35 * quality,
    honest: 0.55 + 0.43 * quality,
    photographs: 0.35 + 0.6 * quality,
  }
}
