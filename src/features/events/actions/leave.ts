import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { serveList } from './serve-list.ts'

/**
 * Gives a sign-up back; whoever is next on the list gets its places and is told, and whoever staff took off the list. Who
 * wished it is mailed, and not called when the mail does not arrive.
 * False when it has left already.
 * @param by who of the staff does it; none: the person
 * @param at milliseconds UTC
 */
export function leave(deps: Deps, { eventId, signUpId, by, at }: Leaving): Promise<boolean> {
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
    if (by !== undefined) {
      const { wished, ...who } = by
      await deps.jobs.add(tx, 'events.mail', { signUpId, what: 'removed', quiet: wished })
      const detail = { signUp: signUpId, removed: true, ...(wished ? { wished } : {}) }
      const about = { subject: `event ${eventId}`, detail }
      await logStaffAct(tx, { at, ...who, kind: 'event-people', ...about })
    }
    return true
  })
}

type Leaving = {
  eventId: number
  signUpId: number
  /** `wished`: the person asked for it. */
  by?: { staffId: number; cityId: number; wished: boolean }
  at: number
}
