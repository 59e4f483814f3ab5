import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

type Choice = { staffId: number; cityIds: readonly number[]; wanted: boolean }

/** Ends the daily letter about the own guides, or begins it anew. Safe to repeat. */
export async function chooseOwnerLetters(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { staffId, cityIds, wanted }: Choice,
): Promise<void> {
  const at = toDate(now().epochMilliseconds)
  const leftAt = wanted ? null : at
  for (const cityId of cityIds) {
    await db.guideOwner.upsert({
      where: { staffId_cityId: { staffId, cityId } },
      create: { staffId, cityId, toldAt: at, leftAt },
      update: { leftAt },
    })
  }
}
