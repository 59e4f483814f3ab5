import { dayToDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { addGuideAct } from './guide-act.ts'

/** Somebody has looked and says that all of it is still true. `today` is the local day. */
export async function confirmGuide(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, guideId, staffId, today }: { cityId: number; guideId: number; staffId: number; today: string },
): Promise<void> {
  const at = deps.now().epochMilliseconds
  await inTransaction(deps.db, async (tx) => {
    await tx.guide.updateMany({ where: { id: guideId, cityId }, data: { reviewedOn: dayToDate(today) } })
    await addGuideAct(tx, { cityId, guideId, kind: 'reviewed', at, staffId })
  })
}
