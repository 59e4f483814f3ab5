import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { Deciding } from './accept-wish.ts'

/** Says no, and why. False when somebody has decided it already. */
export function declineWish(
  { db, jobs }: Pick<Deps, 'db' | 'jobs'>,
  { wishId, cityId, staffId, at, reason }: Deciding & { reason: string },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.eventRequest.updateMany({
      where: { id: wishId, cityId, state: 'new' },
      data: { state: 'declined', reason, decidedAt: toDate(at), decidedById: staffId },
    })
    if (count === 0) return false
    const detail = { reason }
    const subject = `event request ${wishId}`
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-declined', subject, detail })
    await jobs.add(tx, 'events.answer', { wishId })
    return true
  })
}
