import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { addGuideAct, GuideChanged } from './guide-act.ts'

export type DraftAct = {
  cityId: number
  guideId: number
  lang: Lang
  staffId: number
  seenRevision: number
}

/** Asks somebody else to look it over. @throws GuideChanged */
export const sendDraft = (deps: Pick<Deps, 'db' | 'now'>, act: DraftAct): Promise<void> =>
  move(deps, act, { from: 'draft', to: 'review', kind: 'sent', note: '' })

/** Gives it back to the writer with a word on what to mend. @throws GuideChanged */
export const returnDraft = (
  deps: Pick<Deps, 'db' | 'now'>,
  { note, ...act }: DraftAct & { note: string },
): Promise<void> => move(deps, act, { from: 'review', to: 'draft', kind: 'returned', note })

type Move = { from: 'draft' | 'review'; to: 'draft' | 'review'; kind: 'sent' | 'returned'; note: string }

async function move(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, guideId, lang, staffId, seenRevision }: DraftAct,
  { from, to, kind, note }: Move,
): Promise<void> {
  const at = deps.now().epochMilliseconds
  await inTransaction(deps.db, async (tx) => {
    const [moved] = await tx.guideText.updateManyAndReturn({
      where: { guideId, lang, state: from, revision: seenRevision },
      data: { state: to },
      select: { id: true },
    })
    if (moved === undefined) throw new GuideChanged()
    await addGuideAct(tx, { cityId, guideId, textId: moved.id, kind, at, staffId, note })
  })
}
