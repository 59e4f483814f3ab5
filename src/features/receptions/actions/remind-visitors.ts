import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { remindHour, remindUntilHours } from '../rules.ts'

/**
 * Reminds everybody who comes, from ten o'clock of the day before in the time of the city until two hours before their
 * time: after an outage the letter says of itself whether that is today. Claimed by a conditional update, so that nobody
 * is reminded twice. Answers how many.
 */
export function remindVisitors(deps: Pick<Deps, 'db' | 'jobs' | 'now'>): Promise<number> {
  const now = deps.now().epochMilliseconds
  const at = toDate(now)
  const soonest = toDate(now + remindUntilHours * 3_600_000)
  return inTransaction(deps.db, async (tx) => {
    const due = await tx.$queryRaw<{ id: number }[]>`
      UPDATE reception_booking b SET reminded_at = ${at}
      FROM reception_slot s, reception r, city c
      WHERE s.id = b.slot_id AND r.id = b.reception_id AND c.id = r.city_id
        AND b.state = 'booked' AND b.reminded_at IS NULL AND r.cancelled_at IS NULL AND s.starts_at > ${soonest}
        AND (${at}::timestamptz AT TIME ZONE c.time_zone) >= (r.day - 1) + make_interval(hours => ${remindHour}::int)
      RETURNING b.id`
    for (const { id } of due) await deps.jobs.add(tx, 'receptions.letter', { booking: id, kind: 'reminder' })
    return due.length
  })
}
