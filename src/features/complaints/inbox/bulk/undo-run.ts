import { toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'

/** Takes a run back that has not begun. False when it has: the job and this press ask for the same row. */
export async function undoRun(
  { db }: Pick<Deps, 'db'>,
  { id, staffId, at }: { id: string; staffId: number; at: number },
): Promise<boolean> {
  const { count } = await db.bulkRun.updateMany({
    where: { id, staffId, state: 'waiting' },
    data: { state: 'undone', endedAt: toDate(at) },
  })
  return count > 0
}
