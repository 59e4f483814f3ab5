import { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import type { City } from '../../city/index.ts'
import type { CityBody, OfficeBody, OfficesBody } from './bodies.ts'
import { type ComputedSets, computeSets, type Kind, keyOf } from './compute-sets.ts'
import type { FigureQuery } from './figure-query.ts'

/** A set of figures as it is kept; `asOf` in milliseconds UTC. */
export type FigureSet<Body> = { asOf: number; body: Body }

type FigureDeps = Pick<Deps, 'db' | 'cache' | 'log' | 'now'>

/** Changes that were on their way while a set was computed are in the database by then. */
const SETTLING_MS = 60_000
const SHORTEST_AGE_MS = 1_000
const LONGEST_AGE_MS = 15 * 60_000
/** Between two computations lies 20 times what one takes: a minute when it takes 3 s, and never more than 5 % of a core. */
const REST = 20
/** A set that is computed so fast is not worth an old answer. */
const INSTANT_MS = 100

export const cityFigures = (deps: FigureDeps, city: City, query: FigureQuery) =>
  figureSet<CityBody>(deps, city, { ...query, office: null }, 'city')

export const officesFigures = (deps: FigureDeps, city: City, query: FigureQuery) =>
  figureSet<OfficesBody>(deps, city, { ...query, office: null }, 'offices')

/** `query.office` must be set. */
export const officeFigures = (deps: FigureDeps, city: City, query: FigureQuery) =>
  figureSet<OfficeBody>(deps, city, query, 'office')

/**
 * The kept set, so that a page costs one row however many complaints there are. It is computed at once when there
 * is none or when that is a matter of milliseconds; else an outdated one is given and a new one made behind it.
 */
async function figureSet<Body>(
  deps: FigureDeps,
  city: City,
  query: FigureQuery,
  kind: Kind,
): Promise<FigureSet<Body>> {
  const key = keyOf(kind, query)
  const kept = await keptSet<Body>(deps, city.id, key)
  if (kept !== null && !isStale(kept, deps.now().epochMilliseconds, city.timeZone)) return kept
  const computing = renew(deps, city, query, kind)
  if (kept !== null && kept.tookMs > INSTANT_MS) {
    computing.catch((error) => deps.log.warn({ err: error, key }, 'figures were not renewed'))
    return kept
  }
  await computing
  const fresh = await keptSet<Body>(deps, city.id, key)
  if (fresh === null) throw new Error(`figures ${key} were computed but not kept`)
  return fresh
}

export type KeptSet<Body> = FigureSet<Body> & {
  tookMs: number
  upTo: number | null
  /** The newest change of the city by now. */
  newest: number | null
}

export async function keptSet<Body>(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  key: string,
): Promise<KeptSet<Body> | null> {
  const [row] = await db.$queryRaw<
    { asOf: Date; upTo: Date | null; newest: Date | null; body: { tookMs: number; set: Body } }[]
  >`
    SELECT as_of AS "asOf", up_to AS "upTo", body,
      (SELECT max(updated_at) FROM complaint WHERE city_id = ${cityId}) AS newest
    FROM figure_set WHERE city_id = ${cityId} AND key = ${key}`
  if (row === undefined) return null
  return {
    asOf: row.asOf.getTime(),
    body: row.body.set,
    tookMs: row.body.tookMs,
    upTo: row.upTo?.getTime() ?? null,
    newest: row.newest?.getTime() ?? null,
  }
}

export function isStale(
  { asOf, upTo, newest, tookMs }: KeptSet<unknown>,
  now: number,
  timeZone: string,
): boolean {
  const rest = Math.min(LONGEST_AGE_MS, Math.max(SHORTEST_AGE_MS, tookMs * REST))
  if (now - asOf < rest) return false
  // Ages and terms move on even when nothing happens.
  if (dayOf(asOf, timeZone) !== dayOf(now, timeZone)) return true
  const hasNews = newest !== null && (upTo === null || newest > upTo)
  // A change commits a little after its own instant, so a set made at that moment may lack it.
  const mayLackSome = upTo !== null && asOf - upTo < SETTLING_MS && now - asOf >= SETTLING_MS
  return hasNews || mayLackSome
}

const dayOf = (at: number, timeZone: string) =>
  localDate(Temporal.Instant.fromEpochMilliseconds(at), timeZone).toString()

type Line = { last: Promise<unknown>; byKey: Map<string, Promise<void>> }

const lines = new WeakMap<object, Line>()

/** Computes and keeps a set: one after the other in this process, and one for all who wait for the same. */
export function renew(deps: FigureDeps, city: City, query: FigureQuery, kind: Kind): Promise<void> {
  const line = lines.get(deps.db) ?? { last: Promise.resolve(), byKey: new Map() }
  lines.set(deps.db, line)
  const key = `${city.id} ${keyOf(kind, query)}`
  const found = line.byKey.get(key)
  if (found) return found
  const work = line.last
    .then(async () => {
      const asOf = deps.now().epochMilliseconds
      await keep(deps, city.id, await computeSets(deps, city, query, kind, asOf), asOf)
    })
    .finally(() => line.byKey.delete(key))
  line.byKey.set(key, work)
  line.last = work.catch(() => undefined)
  return work
}

async function keep(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  { sets, upTo, tookMs }: ComputedSets,
  asOf: number,
): Promise<void> {
  const bodies = [...sets.values()].map((set) => JSON.stringify({ tookMs, set }))
  await db.$executeRaw`
    INSERT INTO figure_set (city_id, key, as_of, up_to, body)
    SELECT ${cityId}, key, ${toDate(asOf)}, ${upTo === null ? null : toDate(upTo)}, body::jsonb
    FROM unnest(${[...sets.keys()]}::text[], ${bodies}::text[]) AS sets (key, body)
    ON CONFLICT (city_id, key) DO UPDATE
    SET as_of = excluded.as_of, up_to = excluded.up_to, body = excluded.body
    WHERE figure_set.as_of <= excluded.as_of`
}
