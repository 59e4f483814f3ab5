import type { Temporal } from 'temporal-polyfill'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { endOfDay, localDate } from '../../../platform/time/local-day.ts'
import { countWorks, isPublic, stateSql, worksWhere } from '../queries.ts'
import { outageKinds } from '../rules.ts'
import type { Work } from '../work.ts'

/** What pages of other features ask all the time. Changes of works make all processes forget it. */
export const worksCached = 'works:'

const keptMs = 60_000
/** More outages than this a city tells of by their number. */
const mostOutages = 20

/** Whether anything goes on or is planned at all: most pages need not ask any further. */
export async function hasWorks(deps: Pick<Deps, 'db' | 'cache' | 'now'>, cityId: number): Promise<boolean> {
  const { any } = await deps.cache.get(`${worksCached}any:${cityId}`, keptMs, async () => {
    const now = deps.now().epochMilliseconds
    const where = Prisma.sql`w.city_id = ${cityId} AND ${isPublic} AND ${stateSql('current', now)}`
    return { any: (await countWorks(deps, where)) > 0 }
  })
  return any
}

/** Outages of this day that are not over, the first to begin first. */
export async function outagesToday(
  deps: Pick<Deps, 'db' | 'cache'>,
  { cityId, timeZone, now }: { cityId: number; timeZone: string; now: Temporal.Instant },
): Promise<Work[]> {
  const today = localDate(now, timeZone)
  const found = await deps.cache.get(`${worksCached}outages:${cityId}:${today}`, keptMs, () => {
    const until = toDate(endOfDay(today, timeZone).epochMilliseconds)
    const where = Prisma.sql`w.city_id = ${cityId} AND ${isPublic} AND w.kind IN (${Prisma.join([...outageKinds])})
      AND ${stateSql('current', now.epochMilliseconds)} AND w.starts_at <= ${until}`
    return worksWhere(deps, { where, order: Prisma.sql`w.starts_at, w.id`, limit: mostOutages })
  })
  // One that ended while the answer was kept is no news
  return found.filter(({ endsAt }) => endsAt >= now.epochMilliseconds)
}
