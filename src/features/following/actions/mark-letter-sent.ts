import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Writes down that a letter of news left, or that there was nothing to say in it. */
export async function markLetterSent({ db, now }: Pick<Deps, 'db' | 'now'>, letter: string): Promise<void> {
  await db.followNotice.updateMany({
    where: { letter },
    data: { sentAt: toDate(now().epochMilliseconds) },
  })
}
