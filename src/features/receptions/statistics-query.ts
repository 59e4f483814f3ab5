import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'

/** How visits came about: booked in three ways, or a ticket of the queue. */
export const visitChannels = ['web', 'phone', 'front_office', 'queue'] as const
export type VisitChannel = (typeof visitChannels)[number]

export type VisitCount = { bodyId: number; channel: string; visits: number }

const Visits = z.array(z.object({ bodyId: z.number(), channel: z.string(), visits: z.number() }))
const Said = z.array(z.object({ channel: z.string(), said: z.number() }))

type Period = {
  cityId: number /** ISO days, the second excluded. */
  from: string
  until: string
  timeZone: string
}

/** Visits of a month by body and channel: who came to a booked time, and who was served at a window. */
export async function visitsOf(
  { db }: Pick<Deps, 'db'>,
  { cityId, from, until }: Period,
): Promise<VisitCount[]> {
  const rows = await db.$queryRaw`
    SELECT r.body_id AS "bodyId", b.channel, count(*)::int AS visits
    FROM reception_booking b JOIN reception r ON r.id = b.reception_id
    WHERE r.city_id = ${cityId} AND r.day >= ${from}::date AND r.day < ${until}::date AND b.state = 'came'
    GROUP BY 1, 2
    UNION ALL
    SELECT body_id, 'queue', count(*)::int FROM queue_ticket
    WHERE city_id = ${cityId} AND day >= ${from}::date AND day < ${until}::date AND state = 'served'
    GROUP BY 1`
  return Visits.parse(rows)
}

/** Questions answered on the spot in the same month, by channel. */
export async function consultationsOf(
  { db }: Pick<Deps, 'db'>,
  { cityId, from, until, timeZone }: Period,
): Promise<{ channel: string; said: number }[]> {
  const rows = await db.$queryRaw`
    SELECT channel, count(*)::int AS said FROM consultation
    WHERE city_id = ${cityId} AND at >= (${from}::date::timestamp AT TIME ZONE ${timeZone})
      AND at < (${until}::date::timestamp AT TIME ZONE ${timeZone})
    GROUP BY channel ORDER BY 2 DESC, 1`
  return Said.parse(rows)
}
