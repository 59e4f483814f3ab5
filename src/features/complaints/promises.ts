import { Prisma } from '../../platform/db/generated/client.ts'
import type { Deps } from '../../platform/deps.ts'
import { publicAddressSql } from './public-text.ts'
import type { Status } from './rules.ts'

/** What an office has promised: a day to answer, and perhaps one for the work. Days are ISO dates, `updatedAt` ms UTC. */
export type Promised = {
  number: string
  cityId: number
  status: Status
  shown: boolean
  categoryId: number | null
  address: string
  dueOn: string | null
  plannedOn: string | null
  updatedAt: number
  /** Counts the changes, so that a calendar knows a moved day from a new one. */
  version: number
}

/** The promises of these complaints; of a number only when everybody may see it. */
export function promisesOf(
  { db }: Pick<Deps, 'db'>,
  which: { ids: readonly number[] } | { number: string; cityId: number },
): Promise<Promised[]> {
  const found =
    'ids' in which
      ? Prisma.sql`c.id = ANY(${[...which.ids]})`
      : Prisma.sql`c.number = ${which.number} AND c.city_id = ${which.cityId} AND c.shown`
  return db.$queryRaw<Promised[]>`
    SELECT c.number, c.city_id AS "cityId", c.status, c.shown, c.category_id AS "categoryId",
      CASE WHEN c.shown THEN ${publicAddressSql} ELSE '' END AS address, c.due_on::text AS "dueOn",
      c.planned_on::text AS "plannedOn", (extract(epoch FROM c.updated_at) * 1000)::float8 AS "updatedAt", c.version
    FROM complaint c WHERE ${found} ORDER BY c.received_at DESC LIMIT 200`
}
