import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** The owner has read the answers that came until `lastId`. */
export async function seeVerdicts(
  deps: Pick<Deps, 'db' | 'now'>,
  { guideId, staffId, lastId }: { guideId: number; staffId: number; lastId: number },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await tx.guideVerdict.updateMany({
      where: { guideId, id: { lte: lastId }, seenAt: null },
      data: { seenAt: toDate(deps.now().epochMilliseconds), seenBy: staffId },
    })
  })
}
