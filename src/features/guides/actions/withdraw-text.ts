import { announceChange, publicPages } from '../../../platform/cache/change-notices.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { catalogueKey } from '../catalogue.ts'
import { addGuideAct, GuideChanged } from './guide-act.ts'
import type { DraftAct } from './review-draft.ts'

/** Takes what everybody reads off the site; the reason stays in the record. @throws GuideChanged */
export async function withdrawText(
  deps: Pick<Deps, 'db' | 'now' | 'cache'>,
  { cityId, guideId, lang, staffId, note }: Omit<DraftAct, 'seenRevision'> & { note: string },
): Promise<void> {
  const at = deps.now().epochMilliseconds
  await inTransaction(deps.db, async (tx) => {
    const [gone] = await tx.guideText.updateManyAndReturn({
      where: { guideId, lang, state: 'published' },
      data: { state: 'withdrawn' },
      select: { id: true },
    })
    if (gone === undefined) throw new GuideChanged()
    await addGuideAct(tx, { cityId, guideId, textId: gone.id, kind: 'withdrawn', at, staffId, note })
    await announceChange(tx, [publicPages, catalogueKey(cityId)])
  })
  deps.cache.forget(catalogueKey(cityId))
}
