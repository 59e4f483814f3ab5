import type { Deps } from '../../../platform/deps.ts'
import { type City, calendarOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { cityBody, type Framing, officeBody, officesBody } from './bodies.ts'
import { type FigureQuery, filterOf, partOf } from './figure-query.ts'
import { measure } from './measure.ts'

/** What a set tells of: a city, all its offices side by side, or one office. */
export type Kind = 'city' | 'offices' | 'office'

export type ComputedSets = {
  /** Bodies by key. */
  sets: Map<string, unknown>
  /** The newest change of the city that is surely counted; milliseconds UTC. */
  upTo: number | null
  tookMs: number
}

/** Bodies of another version of this code are not read. */
const SHAPE = 'v1'

/** Canonical, so that the same question in another order is the same set. */
export function keyOf(kind: Kind, query: FigureQuery): string {
  const parts = Object.entries({ ...query.window, ...filterOf(query) }).sort(([a], [b]) => (a < b ? -1 : 1))
  return `${SHAPE}/${kind}?${new URLSearchParams(parts)}`
}

/** Everything that one count gives: a city, or the list of offices and the offices themselves. */
export async function computeSets(
  deps: Pick<Deps, 'db' | 'cache' | 'now'>,
  city: City,
  query: FigureQuery,
  kind: Kind,
  asOf: number,
): Promise<ComputedSets> {
  const began = performance.now()
  const framing = await framingOf(deps, city, query, asOf)
  const upTo = await newestChange(deps, city.id)
  const scope = { ...partOf(query), window: query.window }
  const sets = new Map<string, unknown>()
  if (kind === 'city') {
    const measured = await measure(deps, city, { ...scope, unit: 'complaint' }, asOf)
    sets.set(keyOf(kind, query), cityBody(measured, framing))
  } else {
    const measured = await measure(deps, city, { ...scope, unit: 'stay' }, asOf)
    const all = { ...query, office: null }
    sets.set(keyOf('offices', all), officesBody(measured, { ...framing, query: all }))
    for (const office of officesToKeep(framing)) {
      const own = { ...query, office }
      sets.set(keyOf('office', own), officeBody(measured, { ...framing, query: own }, office.id))
    }
  }
  return { sets, upTo, tookMs: Math.round(performance.now() - began) }
}

/** Of the question that everybody asks, all offices; of a special one, the office that was asked for. */
function officesToKeep({ directory, query }: Framing) {
  const isUsual = !query.windowGiven && Object.keys(filterOf({ ...query, office: null })).length === 0
  if (isUsual) return directory.offices
  return query.office === null ? [] : [query.office]
}

async function framingOf(
  deps: Pick<Deps, 'db' | 'cache' | 'now'>,
  city: City,
  query: FigureQuery,
  asOf: number,
): Promise<Framing> {
  const [directory, calendar] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
  ])
  return { city, directory, query, asOf, calendar: calendar.version }
}

async function newestChange({ db }: Pick<Deps, 'db'>, cityId: number): Promise<number | null> {
  const [row] = await db.$queryRaw<{ newest: Date | null }[]>`
    SELECT max(updated_at) AS newest FROM complaint WHERE city_id = ${cityId}`
  return row?.newest?.getTime() ?? null
}
