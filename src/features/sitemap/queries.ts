import type { Deps } from '../../platform/deps.ts'

/** Ids that one map covers; times three languages it stays below 50,000 addresses. */
export const idsPerMap = 16_000

const keptMs = 3_600_000

export type MapOfComplaints = {
  cityId: number
  part: number
  /** Milliseconds UTC. */
  changedAt: number
}

/** Which maps of complaints there are: one pass over what is shown, once an hour. */
export function mapsOfComplaints({ cache, db }: Pick<Deps, 'cache' | 'db'>): Promise<MapOfComplaints[]> {
  return cache.get('sitemap:maps', keptMs, async () => {
    const rows = await db.$queryRaw<{ city_id: number; part: number; changed_at: Date }[]>`
      SELECT city_id, (id / ${idsPerMap}::int)::int AS part, max(updated_at) AS changed_at
      FROM complaint WHERE shown GROUP BY 1, 2 ORDER BY 1, 2`
    return rows.map((row) => ({ cityId: row.city_id, part: row.part, changedAt: row.changed_at.getTime() }))
  })
}

/** Numbers of the shown complaints of one map. Instants in milliseconds UTC. */
export async function complaintsOfMap(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  part: number,
): Promise<{ number: string; changedAt: number }[]> {
  const from = part * idsPerMap
  const rows = await db.$queryRaw<{ number: string; updated_at: Date }[]>`
    SELECT number, updated_at FROM complaint
    WHERE id >= ${from} AND id < ${from + idsPerMap} AND city_id = ${cityId} AND shown ORDER BY id`
  return rows.map((row) => ({ number: row.number, changedAt: row.updated_at.getTime() }))
}
