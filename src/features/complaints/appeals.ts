import { z } from 'zod'
import { Prisma } from '../../platform/db/generated/client.ts'
import type { Deps } from '../../platform/deps.ts'
import type { AppealSource, AppealsAsked } from '../../platform/http/beside.ts'
import { publicTextSql, publicWords } from './public-text.ts'

const CountRow = z.object({
  day: z.string(),
  category: z.string().nullable(),
  area: z.string().nullable(),
  count: z.int(),
})

/** Those that came in; what was no complaint, and what counts with another one, is left out. Texts: of shown ones. */
export const complaintAppeals = ({ db }: Pick<Deps, 'db'>): AppealSource => ({
  kind: 'complaints',
  label: 'complaints:appeals',
  async counts(asked, unit) {
    const rows = await db.$queryRaw<unknown[]>`
      SELECT g.day::text AS day, k.code AS category, d.code AS area, g.count FROM (
        SELECT date_trunc(${unit}, c.received_at AT TIME ZONE ${asked.timeZone})::date AS day, c.category_id,
          c.district_id, count(*)::int AS count
        FROM complaint c WHERE ${within(asked)} AND c.status NOT IN ('rejected', 'merged')
        GROUP BY 1, 2, 3) g
      LEFT JOIN category k ON k.id = g.category_id LEFT JOIN district d ON d.id = g.district_id
      ORDER BY 1, 2, 3`
    return rows.map((row) => CountRow.parse(row))
  },
  async texts(asked, most) {
    const rows = await db.$queryRaw<{ text: string }[]>`
      SELECT left(${publicTextSql}, 2000) AS text FROM complaint c
      WHERE ${within(asked)} AND c.shown ORDER BY c.received_at DESC, c.id DESC LIMIT ${most}`
    return rows.map(({ text }) => publicWords(text))
  },
})

const within = ({ cityId, officeId, timeZone, from, to }: AppealsAsked) => Prisma.sql`c.city_id = ${cityId}
  AND (${officeId}::int IS NULL OR c.office_id = ${officeId})
  AND c.received_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
  AND c.received_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}`
