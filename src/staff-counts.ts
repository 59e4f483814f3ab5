import type { StaffMember } from './features/accounts/index.ts'
import { mostWaiting, waitingSql } from './features/complaints/index.ts'
import { moderatedCities, queueCountSql } from './features/moderation/index.ts'
import { callBackCountSql, operatorCityIds } from './features/operator/index.ts'
import { Prisma } from './platform/db/generated/client.ts'
import { toDate } from './platform/db/instant.ts'
import type { Deps } from './platform/deps.ts'

/** What waits for a person, for the links of the menu. `mostWaiting` + 1 stands for more. */
export type StaffCounts = { replies: number; notices: number; moderation: number; callBacks: number }

const keptMs = 10_000

/** One statement, kept for some seconds: it stands on every page of the staff. */
export function staffCounts(
  { db, cache, now }: Pick<Deps, 'db' | 'cache' | 'now'>,
  staff: StaffMember,
): Promise<StaffCounts> {
  return cache.get(`staff:counts:${staff.id}`, keptMs, async () => {
    const { replies, notices } = waitingSql(staff)
    const queue = queueCountSql(moderatedCities(staff), mostWaiting + 1)
    const callBacks = callBackCountSql(operatorCityIds(staff), {
      until: toDate(now().epochMilliseconds),
      most: mostWaiting + 1,
    })
    const [row] = await db.$queryRaw<[StaffCounts]>(
      Prisma.sql`SELECT ${replies} AS replies, ${notices} AS notices, ${queue} AS moderation, ${callBacks} AS "callBacks"`,
    )
    return row
  })
}
