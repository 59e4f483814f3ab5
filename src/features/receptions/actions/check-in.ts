import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { bookingMoves, bookingStates } from '../rules.ts'

/** Writes down whether somebody came. False: the booking is over or not one yet. */
export function checkIn(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id, cityId, staffId, came }: { id: number; cityId: number; staffId: number; came: boolean },
): Promise<boolean> {
  const at = now().epochMilliseconds
  const to = came ? 'came' : 'missed'
  const from = bookingStates.filter((state) => bookingMoves[state].includes(to))
  return inTransaction(db, async (tx) => {
    const { count } = await tx.receptionBooking.updateMany({
      where: { id, cityId, state: { in: from } },
      data: { state: to, checkedInAt: came ? toDate(at) : null },
    })
    if (count === 0) return false
    const about = { subject: `reception-booking ${id}`, detail: { came } }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'reception', ...about })
    return true
  })
}
