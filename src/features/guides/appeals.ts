import { z } from 'zod'
import { Prisma } from '../../platform/db/generated/client.ts'
import type { Deps } from '../../platform/deps.ts'
import type { AppealSource, AppealsAsked } from '../../platform/http/beside.ts'

const CountRow = z.object({ day: z.string(), category: z.string().nullable(), count: z.int() })

/** Situations that somebody missed among the guides. The guide that was written for one says what it is about. */
export const guideAppeals = ({ db }: Pick<Deps, 'db'>): AppealSource => ({
  kind: 'guide-requests',
  label: 'guides:appeals',
  async counts(asked, unit) {
    if (asked.officeId !== null) return []
    const rows = await db.$queryRaw<unknown[]>`
      SELECT date_trunc(${unit}, r.at AT TIME ZONE ${asked.timeZone})::date::text AS day,
        g.categories[1] AS category, count(*)::int AS count
      FROM guide_request r LEFT JOIN guide g ON g.id = r.guide_id WHERE ${within(asked)}
      GROUP BY 1, 2 ORDER BY 1, 2`
    return rows.map((row) => ({ ...CountRow.parse(row), area: null }))
  },
  // As the queue shows them to everybody; words that nobody has looked at yet are left out
  async texts(asked, most) {
    if (asked.officeId !== null) return []
    const rows = await db.$queryRaw<{ title: string }[]>`
      SELECT r.title FROM guide_request r WHERE ${within(asked)} AND r.title IS NOT NULL
      ORDER BY r.at DESC, r.id DESC LIMIT ${most}`
    return rows.map(({ title }) => title)
  },
})

const within = ({ cityId, timeZone, from, to }: AppealsAsked) => Prisma.sql`r.city_id = ${cityId}
  AND r.at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
  AND r.at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}`
