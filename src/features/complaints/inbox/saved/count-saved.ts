import { Prisma } from '../../../../platform/db/generated/client.ts'
import type { Deps } from '../../../../platform/deps.ts'
import type { StaffMember } from '../../../accounts/index.ts'
import { inboxFilterFrom } from '../filter.ts'
import { conditionOf, mostCounted } from '../queries.ts'
import type { SavedRow } from '../settings/queries.ts'
import type { InboxMoment } from '../views.ts'

const keptMs = 15_000
/** Beyond these the list is longer than a screen, and nobody reads the numbers. */
const mostCountedFilters = 12

/**
 * How many each saved filter holds, by its id, `mostCounted` + 1 at most. Filters of words are not counted: each would
 * read many texts.
 */
export async function savedCounts(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  staff: StaffMember,
  { saved, moment }: { saved: readonly SavedRow[]; moment: InboxMoment },
): Promise<Map<number, number>> {
  const counted = saved
    .map(({ id, query }) => ({ id, query, filter: inboxFilterFrom(query) }))
    .filter(({ filter }) => filter.text === '' && filter.view !== 'ended')
    .slice(0, mostCountedFilters)
  if (counted.length === 0) return new Map()
  const key = counted.map(({ id, query }) => `${id} ${query}`).join('\n')
  const rows = await cache.get(`inbox:saved:${staff.id}:${key}`, keptMs, () => {
    const each = counted.map(
      ({ id, filter }) => Prisma.sql`SELECT ${id}::int AS id, count(*)::int AS n FROM (
        SELECT 1 FROM complaint c WHERE ${conditionOf({ staff, filter, moment })} LIMIT ${mostCounted + 1}) found`,
    )
    return db.$queryRaw<{ id: number; n: number }[]>`${Prisma.join(each, ' UNION ALL ')}`
  })
  return new Map(rows.map(({ id, n }) => [id, n]))
}
