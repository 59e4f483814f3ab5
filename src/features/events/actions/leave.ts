import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { serveList } from './serve-list.ts'

/**
 * Gives a sign-up back; whoever is next on the list gets its places and is told. False when it has left already.
 * @param at milliseconds UTC
 */
export function leave(
  deps: Deps,
  { eventId, signUpId, at }: { eventId: number; signUpId: number; at: number },
): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    // The event first, as everywhere, so that no two acts wait for each other
    await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId} FOR UPDATE`
    const [left] = await tx.$queryRaw<{ persons: number; had_place: boolean }[]>`
      UPDATE event_sign_up s SET state = 'left', left_at = ${toDate(at)}
      FROM (SELECT id, state = 'given' AS had_place FROM event_sign_up
            WHERE id = ${signUpId} AND event_id = ${eventId} AND state <> 'left') before
      WHERE s.id = before.id RETURNING s.persons, before.had_place`
    if (left === undefined) return false
    if (left.had_place) {
      await tx.event.update({ where: { id: eventId }, data: { taken: { decrement: left.persons } } })
      await serveList(tx, deps, { eventId, at })
    }
    return true
  })
}
