import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { unsealVisitor, type Visitor } from '../stored.ts'

export type VisitorContacts = Pick<Visitor, 'email' | 'phone'>

/**
 * Shows how a visitor is reached to one person; the row that says so is written first, in the same transaction. Null
 * when the time of the contacts is over.
 */
export function lookAtVisitor(
  { db, keys, now }: Pick<Deps, 'db' | 'keys' | 'now'>,
  { bookingId, cityId, staffId }: { bookingId: number; cityId: number; staffId: number },
): Promise<VisitorContacts | null> {
  return inTransaction(db, async (tx) => {
    const subject = `reception-booking ${bookingId}`
    const at = now().epochMilliseconds
    await logStaffAct(tx, { at, staffId, cityId, kind: 'contacts-seen', subject })
    const row = await tx.receptionBooking.findFirst({ where: { id: bookingId, cityId } })
    const visitor = row === null ? null : unsealVisitor(keys, row)
    return visitor === null ? null : { email: visitor.email, phone: visitor.phone }
  })
}
