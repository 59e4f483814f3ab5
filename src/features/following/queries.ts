import type { Deps } from '../../platform/deps.ts'
import type { About } from './about.ts'
import type { Cadence } from './rules.ts'

export type SubscriptionRow = { id: number; cityId: number; about: About; cadence: Cadence }

/** What a follower follows, the newest first. */
export async function subscriptionsOf(
  { db }: Pick<Deps, 'db'>,
  followerId: number,
): Promise<SubscriptionRow[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.id, s.city_id AS "cityId", s.cadence, s.complaint_id AS "complaintId", s.topic, c.number, s.query, s.lat, s.lon,
      s.radius
    FROM subscription s LEFT JOIN complaint c ON c.id = s.complaint_id
    WHERE s.follower_id = ${followerId} ORDER BY s.id DESC`
  return rows.map((row) => ({
    id: row.id,
    cityId: row.cityId,
    cadence: row.cadence === 'now' ? 'now' : 'daily',
    about: aboutOf(row),
  }))
}

type Row = {
  id: number
  cityId: number
  cadence: string
  complaintId: number | null
  topic: string | null
  number: string | null
  query: { filter?: Record<string, string>; near?: string | null } | null
  lat: number | null
  lon: number | null
  radius: number | null
}

function aboutOf({ complaintId, topic, number, query, lat, lon, radius }: Row): About {
  if (complaintId !== null) return { complaintId, number: number ?? '' }
  if (topic !== null) return { topic }
  const circle =
    lat === null || lon === null || radius === null ? null : { lat, lon, radius, near: query?.near ?? null }
  return { filter: query?.filter ?? {}, circle }
}

export type SupportRow = { complaintId: number; number: string; cityId: number }

/** The complaints for which a follower has said "I have this too". */
export function supportsOf({ db }: Pick<Deps, 'db'>, followerId: number): Promise<SupportRow[]> {
  return db.$queryRaw<SupportRow[]>`
    SELECT v.complaint_id AS "complaintId", c.number, c.city_id AS "cityId"
    FROM support v JOIN complaint c ON c.id = v.complaint_id
    WHERE v.follower_id = ${followerId} ORDER BY v.id DESC LIMIT 200`
}
