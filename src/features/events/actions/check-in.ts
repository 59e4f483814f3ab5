import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'

/**
 * Says how many of a sign-up came; null takes it back. Also of those who waited and came all the same. False when there is
 * no such sign-up.
 * @param at milliseconds UTC
 */
export function checkIn(
  { db }: Pick<Deps, 'db'>,
  { eventId, signUpId, came, cityId, staffId, at }: CheckIn,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.eventSignUp.updateMany({
      where: {
        id: signUpId,
        eventId,
        state: { not: 'left' },
        event: { state: { in: ['published', 'held'] } },
      },
      data:
        came === null
          ? { came: null, checkedAt: null, checkedById: null }
          : { came, checkedAt: toDate(at), checkedById: staffId },
    })
    if (count === 0) return false
    const about = { subject: `event ${eventId}`, detail: { signUp: signUpId, came } }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-people', ...about })
    return true
  })
}

type CheckIn = {
  eventId: number
  signUpId: number
  came: number | null
  cityId: number
  staffId: number
  at: number
}
