import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { remindHour } from '../rules.ts'

/**
 * Reminds everybody who comes tomorrow, from ten o'clock of the day before in the time of the city. Claimed by a
 * conditional update, so that nobody is reminded twice. Answers how many.
 */
export function remindVisitors(deps: Pick<Deps, 'db' | 'jobs' | 'now'>): Promise<number> {
  const at = toDate(deps.now().epochMilliseconds)
  return inTransaction(deps.db, async (tx) => {
    const due = await tx.$queryRaw<{ id: number }[]>`
      UPDATE reception_booking b SET reminded_at = ${at}
      FROM reception_slot s, reception r, city c
      WHERE s.id = b.slot_id AND r.id = b.reception_id AND c.id = r.city_id
        AND b.state = 'booked' AND b.reminded_at IS NULL AND r.cancelled_at IS NULL AND s.starts_at > ${at}
        AND (${at}::timestamptz AT TIME ZONE c.time_zone) >= (r.day - 1) + make_interval(hours => ${remindHour}::int)
      RETURNING b.id`
    for (const { id } of due) await deps.jobs.add(tx, 'receptions.letter', { booking: id, kind: 'reminder' })
    return due.length
  })
}
