import { Temporal } from 'temporal-polyfill'

/** One stay of a complaint with an office. */
export type DueCustody = {
  dueAt: Temporal.Instant
  firstAnswerAt: Temporal.Instant | null
  /** When it was withdrawn, merged or transferred; null otherwise. */
  leftAt: Temporal.Instant | null
}

/**
 * How many of the custodies that fell due were answered at or before due. One that left unanswered before its due
 * counts in neither number; no answer yet is not on time.
 */
export function countOnTime(custodies: Iterable<DueCustody>): { n: number; of: number } {
  let n = 0
  let of = 0
  for (const { dueAt, firstAnswerAt, leftAt } of custodies) {
    const isInTime = firstAnswerAt !== null && Temporal.Instant.compare(firstAnswerAt, dueAt) <= 0
    const isGone = leftAt !== null && Temporal.Instant.compare(leftAt, dueAt) < 0
    if (isGone && !isInTime) continue
    of++
    if (isInTime) n++
  }
  return { n, of }
}
