import { z } from 'zod'
import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { AppealSource, AppealsAsked } from '../../../platform/http/beside.ts'

const CountRow = z.object({ day: z.string(), category: z.string().nullable(), count: z.int() })

/** What was answered on the spot, and logs of receptions that were brought in. They belong to no office and no area. */
export const consultationAppeals = ({ db }: Pick<Deps, 'db'>): AppealSource => ({
  kind: 'consultations',
  label: 'operator:consultations.title',
  async counts(asked, unit) {
    if (asked.officeId !== null) return []
    const rows = await db.$queryRaw<unknown[]>`
      SELECT date_trunc(${unit}, c.at AT TIME ZONE ${asked.timeZone})::date::text AS day, k.code AS category,
        count(*)::int AS count
      FROM consultation c LEFT JOIN category k ON k.id = c.category_id WHERE ${within(asked)}
      GROUP BY 1, 2 ORDER BY 1, 2`
    return rows.map((row) => ({ ...CountRow.parse(row), area: null }))
  },
  async texts(asked, most) {
    if (asked.officeId !== null) return []
    const rows = await db.$queryRaw<{ question: string }[]>`
      SELECT c.question FROM consultation c WHERE ${within(asked)} AND c.question <> ''
      ORDER BY c.at DESC, c.id DESC LIMIT ${most}`
    return rows.map(({ question }) => question)
  },
})

/** What was said at a reception or at the window is counted with those who came (receptions/appeals.ts). */
const within = ({ cityId, timeZone, from, to }: AppealsAsked) => Prisma.sql`c.city_id = ${cityId}
  AND coalesce(c.source, '') NOT IN ('visit', 'queue')
  AND c.at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
  AND c.at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}`
