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

type Settled = { eventId: number; signUpId: number; cityId: number; staffId: number; at: number }

/** Somebody of the staff has told them everything. False: another was faster. */
export function settleCall(
  { db }: Pick<Deps, 'db'>,
  { eventId, signUpId, cityId, staffId, at }: Settled,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.eventCall.updateMany({
      where: { signUpId, signUp: { eventId }, calledAt: null },
      data: { calledAt: toDate(at), calledById: staffId },
    })
    if (count === 0) return false
    const about = { subject: `event ${eventId}`, detail: { signUp: signUpId, called: true } }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-people', ...about })
    return true
  })
}
