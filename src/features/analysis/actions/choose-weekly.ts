import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

export type WeeklyChoice = { staffId: number; cityId: number; officeId: number | null; wanted: boolean }

/** Begins the weekly mail of a member of staff about a city or one office of it, or ends it. Safe to repeat. */
export async function chooseWeekly(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { staffId, cityId, officeId, wanted }: WeeklyChoice,
): Promise<void> {
  if (!wanted) {
    await db.analysisReader.deleteMany({ where: { staffId, cityId } })
    return
  }
  await db.analysisReader.upsert({
    where: { staffId_cityId: { staffId, cityId } },
    create: { staffId, cityId, officeId, createdAt: toDate(now().epochMilliseconds) },
    update: { officeId },
  })
}
