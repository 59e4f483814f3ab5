import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** The time of a code runs from when the mail server has taken it, so one that waited is good when it comes. */
export async function startCodeClock(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { requestId, minutes }: { requestId: number; minutes: number },
): Promise<void> {
  const expiresAt = toDate(now().epochMilliseconds + minutes * 60_000)
  await db.followRequest.update({ where: { id: requestId }, data: { expiresAt } })
}
