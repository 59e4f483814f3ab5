import { announceChange } from '../../../platform/cache/change-notices.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { catalogueKey } from '../catalogue.ts'
import type { GuideAbout } from './create-guide.ts'
import { addGuideAct, GuideChanged, SlugTaken } from './guide-act.ts'

export type ChangingGuide = {
  cityId: number
  guideId: number
  staffId: number
  seenVersion: number
  about: GuideAbout
  /** What was there before, in words for the record. */
  note: string
}

/**
 * Files a guide elsewhere, gives it another owner or address.
 * @throws GuideChanged, SlugTaken
 */
export async function changeGuide(
  deps: Pick<Deps, 'db' | 'now' | 'cache'>,
  { cityId, guideId, staffId, seenVersion, about, note }: ChangingGuide,
): Promise<void> {
  const at = deps.now().epochMilliseconds
  try {
    await inTransaction(deps.db, async (tx) => {
      const { count } = await tx.guide.updateMany({
        where: { id: guideId, cityId, version: seenVersion },
        data: { ...about, version: { increment: 1 } },
      })
      if (count === 0) throw new GuideChanged()
      await addGuideAct(tx, { cityId, guideId, kind: 'changed', at, staffId, note })
      await announceChange(tx, [catalogueKey(cityId)])
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new SlugTaken()
    throw error
  }
  deps.cache.forget(catalogueKey(cityId))
}
