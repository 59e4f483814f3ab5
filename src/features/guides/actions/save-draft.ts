import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import type { GuideContent } from '../content.ts'
import { addGuideAct, GuideChanged } from './guide-act.ts'

export type SavingDraft = {
  cityId: number
  guideId: number
  lang: Lang
  staffId: number
  /** Of the open version that the writer had before them; 0: there was none. */
  seenRevision: number
  content: GuideContent
}

/**
 * Saves what is being written: into the open version, else as the next one. What waited for a reviewer is a draft
 * again. Returns the revision to be named by the next act.
 * @throws GuideChanged when somebody else has saved, sent or published since
 */
export async function saveDraft(deps: Pick<Deps, 'db' | 'now'>, saving: SavingDraft): Promise<number> {
  const at = deps.now().epochMilliseconds
  try {
    return await inTransaction(deps.db, async (tx) => {
      const saved = saving.seenRevision === 0 ? await begin(tx, saving, at) : await change(tx, saving, at)
      const { cityId, guideId, staffId } = saving
      await addGuideAct(tx, { cityId, guideId, textId: saved.id, kind: 'saved', at, staffId })
      return saved.revision
    })
  } catch (error) {
    // Two began the same version at once: the indexes let one of them through.
    if (isUniqueViolation(error)) throw new GuideChanged()
    throw error
  }
}

async function begin(tx: Transaction, { cityId, guideId, lang, staffId, content }: SavingDraft, at: number) {
  const last = await tx.guideText.aggregate({ where: { guideId, lang }, _max: { no: true } })
  const no = (last._max.no ?? 0) + 1
  return tx.guideText.create({
    data: {
      ...{ cityId, guideId, lang, no, content, state: 'draft', writtenBy: staffId },
      writtenAt: toDate(at),
    },
    select: { id: true, revision: true },
  })
}

async function change(tx: Transaction, saving: SavingDraft, at: number) {
  const { guideId, lang, staffId, content, seenRevision } = saving
  const [saved] = await tx.guideText.updateManyAndReturn({
    where: { guideId, lang, state: { in: ['draft', 'review'] }, revision: seenRevision },
    data: {
      ...{ content, state: 'draft', writtenBy: staffId },
      writtenAt: toDate(at),
      revision: { increment: 1 },
    },
    select: { id: true, revision: true },
  })
  if (saved === undefined) throw new GuideChanged()
  return saved
}
