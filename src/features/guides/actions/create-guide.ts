import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { addGuideAct, SlugTaken } from './guide-act.ts'

/** Everything of a guide that is the same in every language; codes of the city's own things. */
export type GuideAbout = {
  slug: string
  topics: string[]
  categories: string[]
  offices: string[]
  emergency: string[]
  ownerOfficeId: number | null
}

/**
 * Begins a guide without any words. Returns its id.
 * @throws SlugTaken
 */
export async function createGuide(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, about }: { cityId: number; staffId: number; about: GuideAbout },
): Promise<number> {
  const at = deps.now().epochMilliseconds
  try {
    return await inTransaction(deps.db, async (tx) => {
      const { id } = await tx.guide.create({ data: { ...about, cityId, createdAt: toDate(at) } })
      await addGuideAct(tx, { cityId, guideId: id, kind: 'created', at, staffId })
      return id
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new SlugTaken()
    throw error
  }
}
