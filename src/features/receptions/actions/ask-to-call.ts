import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { CallReason } from '../rules.ts'

/** Puts a visitor whom no mail reaches on the list of those whom staff call. The same news twice is one row. */
export async function askToCall(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { bookingId, cityId, why }: { bookingId: number; cityId: number; why: CallReason },
): Promise<void> {
  const createdAt = toDate(now().epochMilliseconds)
  await db.receptionCall.createMany({
    data: [{ bookingId, cityId, why, createdAt }],
    skipDuplicates: true,
  })
}

/**
 * Somebody of the staff has told the visitor what the list showed, up to the news `newest`; what came later waits. False:
 * another was faster.
 */
export function settleCall(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  {
    bookingId,
    newest,
    cityId,
    staffId,
  }: { bookingId: number; newest: number; cityId: number; staffId: number },
): Promise<boolean> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const { count } = await tx.receptionCall.updateMany({
      where: { bookingId, cityId, id: { lte: newest }, calledAt: null },
      data: { calledAt: toDate(at), calledById: staffId },
    })
    if (count === 0) return false
    const about = { subject: `reception-booking ${bookingId}`, detail: { called: true } }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'reception', ...about })
    return true
  })
}
