import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Ends what is over, and forgets at once the addresses that follow and support nothing else. */
export async function endFollowing(tx: Transaction, subscriptionIds: readonly number[]): Promise<void> {
  if (subscriptionIds.length === 0) return
  const ids = [...subscriptionIds]
  const ended = await tx.$queryRaw<{ id: number }[]>`
    DELETE FROM subscription WHERE id = ANY (${ids}) RETURNING follower_id AS id`
  await tx.$executeRaw`
    DELETE FROM follower f WHERE f.id = ANY (${ended.map(({ id }) => id)})
      AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.follower_id = f.id)
      AND NOT EXISTS (SELECT 1 FROM support v WHERE v.follower_id = f.id)`
}

/**
 * Ends topics of which no news can come any more, for those who confirmed their address only after the last news. Whoever
 * is still to get a letter keeps it. Answers how many subscriptions ended.
 */
export function endTopics({ db }: Pick<Deps, 'db'>, topics: readonly string[]): Promise<number> {
  return inTransaction(db, async (tx) => {
    const over = await tx.subscription.findMany({
      where: { topic: { in: [...topics] }, notices: { none: { sentAt: null } } },
      select: { id: true },
    })
    await endFollowing(
      tx,
      over.map(({ id }) => id),
    )
    return over.length
  })
}
