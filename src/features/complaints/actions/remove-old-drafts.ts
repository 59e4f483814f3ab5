import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { draftDays } from '../filing/draft.ts'

const batch = 500

/** Removes drafts that nobody has touched for a week, and the rows of their photos. Returns how many. */
export async function removeOldDrafts({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  const before = toDate(now.subtract({ hours: draftDays * 24 }).epochMilliseconds)
  for (let removed = 0; ; ) {
    const count = await inTransaction(db, async (tx) => {
      // Locked, and skipped when somebody is at it: a draft that is being sent now is not an old one.
      const old = await tx.$queryRaw<{ id: Uint8Array<ArrayBuffer> }[]>`
        SELECT id FROM draft WHERE updated_at < ${before} ORDER BY updated_at LIMIT ${batch}
        FOR UPDATE SKIP LOCKED`
      const ids = old.map((draft) => draft.id)
      await tx.photo.deleteMany({ where: { draftId: { in: ids }, complaintId: null } })
      await tx.draft.deleteMany({ where: { id: { in: ids } } })
      return ids.length
    })
    removed += count
    if (count < batch) return removed
  }
}
