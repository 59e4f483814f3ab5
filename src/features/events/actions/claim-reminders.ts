import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { remindHours } from '../rules.ts'

const perTransaction = 100

/** Has everybody reminded who has a place at what begins within a day; each once. Answers how many. */
export async function claimReminders({ db, jobs }: Pick<Deps, 'db' | 'jobs'>, at: number): Promise<number> {
  const until = toDate(at + remindHours * 3_600_000)
  for (let claimed = 0; ; ) {
    const rows = await inTransaction(db, async (tx) => {
      const found = await tx.$queryRaw<{ id: number; n: number }[]>`
        UPDATE event_sign_up s SET reminded_at = ${toDate(at)} FROM event e WHERE e.id = s.event_id AND s.id IN (
          SELECT s.id FROM event_sign_up s JOIN event e ON e.id = s.event_id
          WHERE s.state = 'given' AND s.reminded_at IS NULL AND e.state = 'published'
            AND e.starts_at > ${toDate(at)} AND e.starts_at <= ${until}
          ORDER BY s.id LIMIT ${perTransaction} FOR UPDATE OF s SKIP LOCKED)
        RETURNING s.id, e.version AS n`
      // The version, so that the reminder of a day that moved is a mail of its own
      for (const { id, n } of found) await jobs.add(tx, 'events.mail', { signUpId: id, what: 'reminder', n })
      return found.length
    })
    claimed += rows
    if (rows < perTransaction) return claimed
  }
}
