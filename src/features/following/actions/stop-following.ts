import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { withdrawSupport } from '../../complaints/index.ts'

/** Ends every subscription of a follower. Their voices for complaints stay. Safe to repeat. */
export async function stopFollowing({ db }: Pick<Deps, 'db'>, followerId: number): Promise<void> {
  await db.subscription.deleteMany({ where: { followerId } })
}

/** Forgets a follower: subscriptions, voices and the address itself. Safe to repeat. */
export function forgetFollower({ db }: Pick<Deps, 'db'>, followerId: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    const supports = await tx.support.findMany({
      where: { followerId },
      select: { complaintId: true },
      orderBy: { complaintId: 'asc' },
    })
    for (const { complaintId } of supports) {
      await withdrawSupport(tx, { complaintId, supporter: { followerId, deviceHash: null } })
    }
    await tx.follower.deleteMany({ where: { id: followerId } })
  })
}
