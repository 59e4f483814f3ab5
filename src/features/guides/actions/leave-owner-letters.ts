import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Ends the daily letter by the link that stood in it. Safe to repeat. */
export async function leaveOwnerLetters(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  ownerId: number,
): Promise<void> {
  const leftAt = toDate(now().epochMilliseconds)
  await db.guideOwner.updateMany({ where: { id: ownerId, leftAt: null }, data: { leftAt } })
}
