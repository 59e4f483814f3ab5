import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Puts aside what a person was told of terms until `at` (milliseconds UTC). */
export async function putNoticesAside({ db }: Pick<Deps, 'db'>, staffId: number, at: number): Promise<void> {
  await db.termNotice.updateMany({
    where: { staffId, seenAt: null, createdAt: { lte: toDate(at) } },
    data: { seenAt: toDate(at) },
  })
}

/** Whether a person wants the daily mail. */
export async function chooseDailyMail(
  { db }: Pick<Deps, 'db'>,
  { staffId, digest, at }: { staffId: number; digest: boolean; at: number },
): Promise<void> {
  const data = { digest, changedAt: toDate(at) }
  await db.staffMailChoice.upsert({ where: { staffId }, create: { staffId, ...data }, update: data })
}
