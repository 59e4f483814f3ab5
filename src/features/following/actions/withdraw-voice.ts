import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { withdrawSupport } from '../../complaints/index.ts'

/** Takes "I have this too" of a confirmed address back. False when there was none. */
export function withdrawVoice(
  { db }: Pick<Deps, 'db'>,
  { complaintId, followerId }: { complaintId: number; followerId: number },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    if ((await tx.support.count({ where: { complaintId, followerId } })) === 0) return false
    await withdrawSupport(tx, { complaintId, supporter: { followerId, deviceHash: null } })
    return true
  })
}
