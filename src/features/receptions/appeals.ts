import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import type { AppealSource } from '../../platform/http/beside.ts'

const CountRow = z.object({ day: z.string(), count: z.int() })

/** Who came: with a booking, and with a ticket of the queue alone. What was said stays under the seal. */
export const receptionAppeals = ({ db }: Pick<Deps, 'db'>): AppealSource => ({
  kind: 'receptions',
  label: 'receptions:appeals',
  async counts({ cityId, officeId, from, to }, unit) {
    const rows = await db.$queryRaw<unknown[]>`
      SELECT date_trunc(${unit}, v.day)::date::text AS day, count(*)::int AS count FROM (
        SELECT r.day, r.body_id FROM reception_booking b JOIN reception r ON r.id = b.reception_id
        WHERE b.city_id = ${cityId} AND b.state = 'came'
        UNION ALL
        SELECT q.day, q.body_id FROM queue_ticket q
        WHERE q.city_id = ${cityId} AND q.state = 'served' AND q.booking_id IS NULL) v
      JOIN reception_body o ON o.id = v.body_id
      WHERE v.day BETWEEN ${from}::date AND ${to}::date
        AND (${officeId}::int IS NULL OR o.office_id = ${officeId})
      GROUP BY 1 ORDER BY 1`
    return rows.map((row) => ({ ...CountRow.parse(row), category: null, area: null }))
  },
})
