import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'

/** What an office said; all empty: it took back what it had said before. `at` in milliseconds UTC. */
export type SaidComment = { id: number; at: number; texts: Record<Lang, string> }

/** What the page shows of a long history. */
const MOST = 20

/** The newest first. */
export async function commentsOf({ db }: Pick<Deps, 'db'>, officeId: number): Promise<SaidComment[]> {
  const rows = await db.officeComment.findMany({
    where: { officeId },
    orderBy: { id: 'desc' },
    take: MOST,
    omit: { staffId: true },
  })
  return rows.map(({ id, at, textKk, textRu, textEn }) => ({
    id,
    at: at.getTime(),
    texts: { kk: textKk, ru: textRu, en: textEn },
  }))
}
