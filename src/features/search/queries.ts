import type { Deps } from '../../platform/deps.ts'
import type { Category, Directory } from '../offices/index.ts'

const keptMs = 600_000
const shown = 8

/** What people report most now: the categories of the newest two thousand complaints; of a new city the first ones. */
export async function popularCategories(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  cityId: number,
  { categories, categoryById }: Directory,
): Promise<Category[]> {
  const rows = await cache.get(
    `search:popular:${cityId}`,
    keptMs,
    () => db.$queryRaw<{ id: number }[]>`
      SELECT category_id AS id FROM (
        SELECT category_id FROM complaint WHERE city_id = ${cityId} AND shown
        ORDER BY received_at DESC, id DESC LIMIT 2000) newest
      WHERE category_id IS NOT NULL GROUP BY category_id ORDER BY count(*) DESC, category_id LIMIT 20`,
  )
  const used = rows.flatMap(({ id }) => categoryById.get(id) ?? [])
  return [...new Set([...used, ...categories])]
    .filter(({ current, sensitive }) => current && !sensitive)
    .slice(0, shown)
}
