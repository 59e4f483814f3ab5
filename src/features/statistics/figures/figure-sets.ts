import type pg from 'pg'
import { onPrimary } from '../../../platform/db/lane.ts'
import { pastConflicts } from '../../../platform/db/past-conflicts.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type City, calendarOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { askToMend, DriftedSums, readingSums } from '../rollups/drift.ts'
import {
  type CityBody,
  type CityPageBody,
  cityBody,
  cityPageBody,
  type EarlierBody,
  earlierBody,
  type Framing,
  type OfficeBody,
  type OfficesBody,
  officeBody,
  officesBody,
} from './bodies.ts'
import { type FigureQuery, filterOf } from './figure-query.ts'
import {
  asOfAt,
  isCityPageAtOnce,
  readCity,
  readCityPage,
  readOffice,
  readOffices,
  readWaits,
  spanAt,
} from './readings.ts'
import { residentsKey } from './residents.ts'
import { windowBefore } from './window.ts'

/** A set of figures; `asOf` in milliseconds UTC. */
export type FigureSet<Body> = { asOf: number; body: Body }

export type FigureDeps = Pick<Deps, 'db' | 'pool' | 'cache' | 'now'>

type Question = { city: City; query: FigureQuery; span: ReturnType<typeof spanAt> }
type Ask = Question & { client: pg.ClientBase }
type Asked = {
  kind: string
  query: FigureQuery
  /** Whether all is read by one statement; unless told, it is not. */
  isOneStatement?: (question: Question) => boolean
}

export const cityFigures = (deps: FigureDeps, city: City, query: FigureQuery) =>
  figureSet<CityBody>(deps, city, { kind: 'city', query: { ...query, office: null } }, async (ask, framing) =>
    cityBody(await readCity(ask), framing),
  )

/** What the page of a city prints. */
export const cityPageFigures = (deps: FigureDeps, city: City, query: FigureQuery) =>
  figureSet<CityPageBody>(
    deps,
    city,
    { kind: 'page', query: { ...query, office: null }, isOneStatement: isCityPageAtOnce },
    async (ask, framing) => {
      const before = windowBefore(query.window)
      const reading = await readCityPage(ask, spanAt(before, framing.asOf, city.timeZone))
      return cityPageBody(reading, { ...framing, before })
    },
  )

/** The window before that of the query, as long, as far as the two are compared. */
export const earlierFigures = (deps: FigureDeps, city: City, query: FigureQuery) =>
  figureSet<EarlierBody>(
    deps,
    city,
    { kind: 'earlier', query: { ...query, office: null, window: windowBefore(query.window) } },
    async (ask, framing) => earlierBody(await readWaits(ask), framing.query),
  )

export const officesFigures = (deps: FigureDeps, city: City, query: FigureQuery) =>
  figureSet<OfficesBody>(
    deps,
    city,
    { kind: 'offices', query: { ...query, office: null } },
    async (ask, framing) => officesBody(await readOffices(ask), framing),
  )

/** `query.office` must be set. */
export const officeFigures = (deps: FigureDeps, city: City, query: FigureQuery) =>
  figureSet<OfficeBody>(deps, city, { kind: 'office', query }, async (ask, framing) =>
    officeBody(await readOffice(ask, query.office?.id ?? 0), framing),
  )

/** How long a process may not know that the sums have changed. */
const VERSION_MS = 1_000
/** A set is dropped sooner when others are asked for more. */
const KEPT_MS = 3_600_000
const cached = 'figures:'

/** Figures for any window and part of a city, summed up from the rollups. */
function figureSet<Body>(
  deps: FigureDeps,
  city: City,
  { kind, query, isOneStatement }: Asked,
  bodyOf: (ask: Ask, framing: Framing) => Promise<Body>,
): Promise<FigureSet<Body>> {
  return keptFigures(
    deps,
    { cities: [city], question: `${kind}?${questionOf(query)}&residents=${residentsKey(city)}` },
    async (asOf) => {
      const framing = await framingOf(deps, city, query, asOf)
      const span = spanAt(query.window, asOf, city.timeZone)
      const reading = isOneStatement?.({ city, query, span }) ? atOnce : inSnapshot
      return reading(deps.pool, (client) =>
        readingSums(city, () => bodyOf({ client, city, query, span }, framing)),
      )
    },
  )
}

/**
 * What was asked for twice within an hour is kept by this process until the sums of these cities or the hour are others.
 * @throws DriftedSums after the service was asked to fold the city anew
 */
export async function keptFigures<Body>(
  deps: FigureDeps,
  { cities, question }: { cities: readonly City[]; question: string },
  load: (asOf: number) => Promise<Body>,
): Promise<FigureSet<Body>> {
  const asOf = asOfAt(deps.now().epochMilliseconds)
  const versions = await Promise.all(cities.map(async ({ id }) => `${id}.${await versionOf(deps, id)}`))
  const key = `${cached}${versions.join('+')}/${asOf}/${question}`
  const answer = async () => {
    try {
      return { asOf, body: await load(asOf) }
    } catch (error) {
      if (error instanceof DriftedSums) await onPrimary(() => askToMend(deps, error.cityId))
      throw error
    }
  }
  const ofCities = `${cached}${cities.map(({ id }) => id).join('+')}/${question}`
  return deps.cache.get(key, KEPT_MS, answer, { question: ofCities })
}

export async function framingOf(
  deps: FigureDeps,
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

/** Forgets what this process keeps: after folding, so that whoever folded sees it at once. */
export const forgetFigures = ({ cache }: Pick<Deps, 'cache'>): void => cache.forget(cached)

async function versionOf({ pool, cache }: FigureDeps, cityId: number): Promise<number> {
  const { version } = await cache.get(`${cached}version/${cityId}`, VERSION_MS, async () => {
    const { rows } = await pool.query<{ version: number }>(
      'SELECT version FROM stat_state WHERE city_id = $1',
      [cityId],
    )
    return { version: rows[0]?.version ?? 0 }
  })
  return version
}

/** Canonical, so that the same question in another order is the same set. */
export const questionOf = (query: FigureQuery): URLSearchParams =>
  new URLSearchParams(
    Object.entries({ ...query.window, ...filterOf(query) }).sort(([a], [b]) => (a < b ? -1 : 1)),
  )

type Work<Result> = (client: pg.PoolClient) => Promise<Result>

/** All figures of a set agree with each other, whatever is folded meanwhile. `work` may run several times. */
export const inSnapshot = <Result>(pool: pg.Pool, work: Work<Result>): Promise<Result> =>
  atOnce(pool, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  })

/** The same for a single statement, which spares two ways to the database and back. */
const atOnce = <Result>(pool: pg.Pool, work: Work<Result>): Promise<Result> =>
  pastConflicts(async () => {
    const client = await pool.connect()
    let isBroken = true
    try {
      const result = await work(client)
      isBroken = false
      return result
    } finally {
      client.release(isBroken)
    }
  })
