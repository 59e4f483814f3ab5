import type { Deps } from '../../../platform/deps.ts'

/** How often the letters of a subscription come. False when it is not this follower's, or is gone. */
export async function changeCadence(
  { db }: Pick<Deps, 'db'>,
  { subscriptionId, followerId, cadence }: { subscriptionId: number; followerId: number; cadence: string },
): Promise<boolean> {
  const where = { id: subscriptionId, followerId }
  return (await db.subscription.updateMany({ where, data: { cadence } })).count > 0
}
