import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { CallReason } from '../rules.ts'

/** `n`: the version of the event that it tells of. */
export type ToCall = { signUpId: number; cityId: number; why: CallReason; n: number }

/** Puts somebody whom no mail reaches on the list of those whom staff call. The same news twice is one row. */
export async function askToCall({ db, now }: Pick<Deps, 'db' | 'now'>, call: ToCall): Promise<void> {
  const createdAt = toDate(now().epochMilliseconds)
  await db.eventCall.createMany({ data: [{ ...call, createdAt }], skipDuplicates: true })
}

/** `newest`: id of the latest news that the list showed. */
type Settled = {
  eventId: number
  signUpId: number
  newest: number
  cityId: number
  staffId: number
  at: number
}

/** Somebody of the staff has told them what the list showed; what came later waits. False: another was faster. */
export function settleCall(
  { db }: Pick<Deps, 'db'>,
  { eventId, signUpId, newest, cityId, staffId, at }: Settled,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.eventCall.updateMany({
      where: { signUpId, signUp: { eventId }, id: { lte: newest }, calledAt: null },
      data: { calledAt: toDate(at), calledById: staffId },
    })
    if (count === 0) return false
    const about = { subject: `event ${eventId}`, detail: { signUp: signUpId, called: true } }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-people', ...about })
    return true
  })
}
