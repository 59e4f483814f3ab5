import { Temporal } from 'temporal-polyfill'
import { canonicalJson } from '../../../platform/crypto/canonical-json.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type City, cities, cityById } from '../../city/index.ts'
import { computeSets, type Kind, keyOf } from './compute-sets.ts'
import { defaultQuery } from './figure-query.ts'
import { isStale, keptSet, renew } from './figure-sets.ts'

type FigureDeps = Pick<Deps, 'db' | 'cache' | 'log' | 'now'>

const KEPT_HOURS = 48
const MOST_KEPT = 2_000

/** One gives the pages of the city, the other those of its offices. */
const usualKinds = ['city', 'offices'] as const

/**
 * Computes the usual figures of a city now and forgets all others. For commands that write the past (import, demo
 * data): by their dates alone such changes look old. Must not run in the transaction of the change.
 */
export async function refreshFigures(deps: FigureDeps, cityId: number): Promise<void> {
  const city = await cityById(deps, cityId)
  if (city === null) throw new Error(`no city ${cityId}`)
  const began = deps.now()
  const query = defaultQuery(city, began)
  for (const kind of usualKinds) await renew(deps, city, query, kind)
  await deps.db.figureSet.deleteMany({ where: { cityId, asOf: { lt: toDate(began.epochMilliseconds) } } })
}

/** Every minute: the usual figures of cities that have changed, and old sets away. */
export async function refreshChangedCities(deps: FigureDeps): Promise<void> {
  for (const city of await cities(deps)) {
    const now = deps.now()
    const query = defaultQuery(city, now)
    for (const kind of usualKinds) {
      const kept = await keptSet(deps, city.id, keyOf(kind, query))
      if (kept !== null && !isStale(kept, now.epochMilliseconds, city.timeZone)) continue
      await renew(deps, city, query, kind)
    }
  }
  await forgetOldSets(deps)
}

async function forgetOldSets({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const oldest = toDate(now().subtract({ hours: KEPT_HOURS }).epochMilliseconds)
  await db.$executeRaw`
    DELETE FROM figure_set s USING (
      SELECT city_id, key, as_of, row_number() OVER (PARTITION BY city_id ORDER BY as_of DESC) AS place
      FROM figure_set
    ) ranked
    WHERE s.city_id = ranked.city_id AND s.key = ranked.key
      AND (ranked.as_of < ${oldest} OR ranked.place > ${MOST_KEPT})`
}

export type Verified = {
  city: string
  kind: Kind
  /** outdated: the city has changed since, so there is nothing to compare; absent: not computed yet. */
  state: 'equal' | 'different' | 'outdated' | 'absent'
  /** Keys of the sets that differ. */
  different: string[]
}

/** Computes the usual sets again as of the moment they were kept for and compares them byte by byte. */
export async function verifyFigures(deps: FigureDeps): Promise<Verified[]> {
  const verified: Verified[] = []
  for (const city of await cities(deps)) {
    for (const kind of usualKinds) verified.push(await verifyKind(deps, city, kind))
  }
  return verified
}

async function verifyKind(
  deps: FigureDeps,
  city: City,
  kind: (typeof usualKinds)[number],
): Promise<Verified> {
  const today = defaultQuery(city, deps.now())
  const kept = await keptSet(deps, city.id, keyOf(kind, today))
  const result = (state: Verified['state'], different: string[] = []) => ({
    city: city.slug,
    kind,
    state,
    different,
  })
  if (kept === null) return result('absent')
  if (kept.newest !== kept.upTo) return result('outdated')
  const query = defaultQuery(city, Temporal.Instant.fromEpochMilliseconds(kept.asOf))
  const { sets } = await computeSets(deps, city, query, kind, kept.asOf)
  const different: string[] = []
  for (const [key, body] of sets) {
    const stored = await keptSet(deps, city.id, key)
    if (stored === null || canonicalJson(stored.body) !== canonicalJson(body)) different.push(key)
  }
  return result(different.length === 0 ? 'equal' : 'different', different)
}
