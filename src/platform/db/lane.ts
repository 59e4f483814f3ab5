import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Kinds of requests that must not starve each other: each has connections of its own (lane-pools.ts) and its own place
 * in the order in which a crowd is sent away (http/admission.ts).
 * - beginning: an empty form, and its first step
 * - filing: what residents send, and the pages on the way there
 * - reading: other public pages
 * - map: the map, and what is looked for
 * - statistics: figures, open data, what programs read
 * - staff: everything behind the sign-in
 * - upkeep: health checks, and whatever belongs to no request
 */
export const lanes = ['beginning', 'filing', 'reading', 'map', 'statistics', 'staff', 'upkeep'] as const
export type Lane = (typeof lanes)[number]

/** `mayLag`: what it reads may be some seconds old, so a replica may answer. `held`: connections it keeps for itself. */
type Errand = { lane: Lane; mayLag: boolean; held: Set<object> }

const errands = new AsyncLocalStorage<Errand>()
const noErrand = (): Errand => ({ lane: 'upkeep', mayLag: false, held: new Set() })

/** Whatever `work` asks of the database goes through this lane. */
export const inLane = <Result>(
  { lane, mayLag }: { lane: Lane; mayLag: boolean },
  work: () => Result,
): Result => errands.run({ lane, mayLag, held: new Set() }, work)

/** `work` writes, or must see what was just written: it never reads from a replica. */
export function onPrimary<Result>(work: () => Promise<Result>): Promise<Result> {
  const errand = errands.getStore()
  // Prisma asks only when somebody waits for the answer: that must happen inside.
  return errand?.mayLag ? errands.run({ ...errand, mayLag: false }, async () => await work()) : work()
}

/** What runs right now. Shared by all that the same handler started. */
export const currentErrand = (): Errand => errands.getStore() ?? noErrand()

/** Nobody waits any more for what is held, or was asked for, until now: it goes back by itself. */
export function forgetHeld(): void {
  currentErrand().held = new Set()
}
