import type { Deps } from '../../../platform/deps.ts'

/**
 * Ends one subscription; without `followerId` by whoever holds the signed link of its letters. False when it is gone or
 * somebody else's.
 */
export async function endSubscription(
  { db }: Pick<Deps, 'db'>,
  { subscriptionId, followerId }: { subscriptionId: number; followerId?: number },
): Promise<boolean> {
  const whose = followerId === undefined ? {} : { followerId }
  return (await db.subscription.deleteMany({ where: { id: subscriptionId, ...whose } })).count > 0
}
