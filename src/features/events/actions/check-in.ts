import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { noteOrganiserAct } from './note-organiser-act.ts'

/** Who stands at the door: somebody of the staff, or an organiser with a link. */
type Doorkeeper = { staffId: number } | { linkId: number }

type CheckIn = {
  eventId: number
  signUpId: number
  came: number | null
  cityId: number
  by: Doorkeeper
  at: number
}

/**
 * Says how many of a sign-up came; null takes it back. Also of those who waited and came all the same. False when there is
 * no such sign-up.
 * @param at milliseconds UTC
 */
export function checkIn({ db }: Pick<Deps, 'db'>, check: CheckIn): Promise<boolean> {
  const { eventId, signUpId, came, by, at } = check
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
          : { came, checkedAt: toDate(at), checkedById: 'staffId' in by ? by.staffId : null },
    })
    if (count === 0) return false
    await noted(tx, check)
    return true
  })
}

function noted(tx: Transaction, { eventId, signUpId, came, cityId, by, at }: CheckIn): Promise<void> {
  if ('linkId' in by) {
    const kind = came === null ? 'unchecked' : 'checked'
    return noteOrganiserAct(tx, { linkId: by.linkId, cityId, at }, { kind, signUpId, n: came })
  }
  const about = { subject: `event ${eventId}`, detail: { signUp: signUpId, came } }
  return logStaffAct(tx, { at, staffId: by.staffId, cityId, kind: 'event-people', ...about })
}
