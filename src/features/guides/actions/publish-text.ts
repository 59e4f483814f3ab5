import { announceChange } from '../../../platform/cache/change-notices.ts'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { OutcomeDeps } from '../asked-topic.ts'
import { catalogueKey } from '../catalogue.ts'
import { addGuideAct, GuideChanged } from './guide-act.ts'
import { moveRequest } from './move-request.ts'
import type { DraftAct } from './review-draft.ts'

/** Nobody publishes what they have written themselves. */
export class OwnWords extends Error {}

/**
 * Everybody reads it from now on; the version before stays in the record. Requests that the guide answers are
 * settled, and those who asked are told. `today` is the local day, which becomes the day of the review.
 * @throws GuideChanged, OwnWords
 */
export async function publishText(
  deps: OutcomeDeps,
  { cityId, guideId, lang, staffId, seenRevision, today }: DraftAct & { today: string },
): Promise<void> {
  const at = deps.now().epochMilliseconds
  await inTransaction(deps.db, async (tx) => {
    await tx.guideText.updateMany({
      where: { guideId, lang, state: 'published' },
      data: { state: 'replaced' },
    })
    const [published] = await tx.guideText.updateManyAndReturn({
      where: { guideId, lang, state: 'review', revision: seenRevision },
      data: { state: 'published', publishedAt: toDate(at) },
      select: { id: true },
    })
    if (published === undefined) throw new GuideChanged()
    const own = await tx.guideAct.count({ where: { textId: published.id, kind: 'saved', staffId } })
    if (own > 0) throw new OwnWords()
    await addGuideAct(tx, { cityId, guideId, textId: published.id, kind: 'published', at, staffId })
    await tx.guide.updateMany({ where: { id: guideId }, data: { reviewedOn: dayToDate(today) } })
    const waiting = await tx.guideRequest.findMany({
      where: { guideId, state: { in: ['received', 'writing'] } },
      select: { id: true, version: true },
    })
    for (const { id, version } of waiting) {
      const move = { requestId: id, cityId, staffId, seenVersion: version, state: 'published' as const }
      await moveRequest(deps, tx, { ...move, at, reason: '', guideId })
    }
    await announceChange(tx, [catalogueKey(cityId)])
  })
  deps.cache.forget(catalogueKey(cityId))
}
