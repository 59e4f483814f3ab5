import type { Deps } from '../../../../platform/deps.ts'
import type { BulkPayload } from './rules.ts'

/** Keeps what each complaint is to get. False when the run has begun meanwhile. */
export async function choosePayload(
  { db }: Pick<Deps, 'db'>,
  { id, staffId }: { id: string; staffId: number },
  payload: BulkPayload,
): Promise<boolean> {
  const { count } = await db.bulkRun.updateMany({
    where: { id, staffId, state: 'draft' },
    data: { payload },
  })
  return count > 0
}
