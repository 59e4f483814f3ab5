import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { endFollowing } from './end-topics.ts'

/**
 * Writes down that a letter of news left, or that there was nothing to say in it. What it carried the last news of is
 * followed no more.
 */
export async function markLetterSent({ db, now }: Pick<Deps, 'db' | 'now'>, letter: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.followNotice.updateMany({
      where: { letter },
      data: { sentAt: toDate(now().epochMilliseconds) },
    })
    const over = await tx.followNotice.findMany({
      where: { letter, topicNews: { isLast: true } },
      select: { subscriptionId: true },
    })
    await endFollowing(
      tx,
      over.map(({ subscriptionId }) => subscriptionId),
    )
  })
}
