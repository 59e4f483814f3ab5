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
      const found = await tx.$queryRaw<{ id: number }[]>`
        UPDATE event_sign_up SET reminded_at = ${toDate(at)} WHERE id IN (
          SELECT s.id FROM event_sign_up s JOIN event e ON e.id = s.event_id
          WHERE s.state = 'given' AND s.reminded_at IS NULL AND e.state = 'published'
            AND e.starts_at > ${toDate(at)} AND e.starts_at <= ${until}
          ORDER BY s.id LIMIT ${perTransaction} FOR UPDATE OF s SKIP LOCKED)
        RETURNING id`
      for (const { id } of found) await jobs.add(tx, 'events.mail', { signUpId: id, what: 'reminder' })
      return found.length
    })
    claimed += rows
    if (rows < perTransaction) return claimed
  }
}
