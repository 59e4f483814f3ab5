import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Deps } from '../../../platform/deps.ts'
import type { Service } from '../../../platform/http/route.ts'
import { type City, cities } from '../../city/index.ts'
import { forgetFigures } from '../figures/figure-sets.ts'
import { askToMend, DriftedSums, noteDrift, readingSums, type SumsState, sumsState } from './drift.ts'
import { foldChanges } from './fold-changes.ts'
import { FOLD } from './marks.ts'
import { type Rebuilt, rebuild } from './rebuild.ts'
import { BrokenSum } from './vector.ts'

type KeepDeps = Pick<Deps, 'db' | 'pool' | 'cache' | 'log' | 'now'>

/** Between two looks at the queue. */
const PAUSE_MS = 5_000
/** From so many rows of the queue on, and from a fifth of all complaints, folding everything is faster. */
const MANY = 5_000

/** Counts what has changed in a city since it was last folded. With `wait`, also when another process is at it. */
export async function catchUp(deps: KeepDeps, city: City, { wait = false } = {}): Promise<number> {
  const work = await workLeft(deps, city.id)
  // Most looks end here. A process that is at it may not have come to what this one has written.
  if (work === 'newer' || (work === 'none' && !wait)) return 0
  const done =
    work === 'all' ? await rebuild(deps, city, { mend: true, wait }) : await foldOrMend(deps, city, { wait })
  const complaints = done?.complaints ?? 0
  if (complaints > 0) forgetFigures(deps)
  return complaints
}

/**
 * A sum that has drifted refuses what is new, and would do so for ever: then everything of the city is folded anew,
 * while the other cities go on. Not twice within an hour, because what drifts again at once is a fault that only a
 * person can mend, and a fold of everything is dear.
 */
async function foldOrMend(
  deps: KeepDeps,
  city: City,
  { wait }: { wait: boolean },
): Promise<{ complaints: number } | null> {
  try {
    return await foldChanges(deps, city, { wait })
  } catch (error) {
    if (!(error instanceof BrokenSum)) throw error
    const isFirst = await noteDrift(deps, city.id)
    const message = isFirst
      ? 'a sum of the figures has drifted: all sums of the city are folded anew'
      : 'a sum of the figures has drifted again: the figures of the city stand still'
    deps.log.error({ err: error, city: city.slug }, message)
    return isFirst ? await rebuild(deps, city, { mend: true, wait }) : null
  }
}

async function workLeft({ pool }: KeepDeps, cityId: number): Promise<'none' | 'some' | 'all' | 'newer'> {
  const { rows } = await pool.query<{ fold: number | null; queued: number }>(
    `SELECT (SELECT fold FROM stat_state WHERE city_id = $1) AS fold,
       (SELECT count(*)::int FROM (SELECT 1 FROM stat_queue WHERE city_id = $1 LIMIT $2) queued) AS queued`,
    [cityId, MANY],
  )
  const { fold = null, queued = 0 } = rows[0] ?? {}
  // A newer version runs beside this one: the sums are its own, and it counts for both.
  if (fold !== null && fold > FOLD) return 'newer'
  if (fold !== null && fold < FOLD) return 'all'
  if (queued < MANY) return queued === 0 ? 'none' : 'some'
  const { rows: sizes } = await pool.query<{ many: boolean }>(
    `SELECT (SELECT count(*) FROM stat_queue WHERE city_id = $1) * 5
       >= (SELECT count(*) FROM complaint WHERE city_id = $1) AS many`,
    [cityId],
  )
  return sizes[0]?.many === true ? 'all' : 'some'
}

/** Counts what has changed in every city. */
export async function catchUpAll(deps: KeepDeps): Promise<void> {
  for (const city of await cities(deps)) {
    try {
      await catchUp(deps, city)
    } catch (error) {
      // The others go on; what is in the queue stays there.
      deps.log.error({ err: error, city: city.slug }, 'figures could not be brought up to date')
    }
  }
}

/** Looks every few seconds for what is new, so that figures are never a minute old. Several processes may do it. */
export function rollupService(deps: KeepDeps): Service {
  const stopped = new AbortController()
  let running: Promise<void> = Promise.resolve()
  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await catchUpAll(deps).catch((error) => deps.log.warn({ err: error }, 'figures were not looked at'))
      await sleep(PAUSE_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined)
    }
  }
  return {
    start() {
      running = run()
    },
    async stop() {
      stopped.abort()
      await Promise.race([running, sleep(900, undefined, { ref: false })])
    },
  }
}

/** For commands that write the past (import, demo data): counts it now. Must not run in their transaction. */
export async function refreshFigures(deps: KeepDeps, cityId: number): Promise<void> {
  const city = (await cities(deps)).find(({ id }) => id === cityId)
  if (city === undefined) throw new Error(`no city ${cityId}`)
  await catchUp(deps, city, { wait: true })
  forgetFigures(deps)
}

/**
 * For jobs that read sums: where these have drifted, all of the city are folded anew and it is read once more, `read` so
 * twice. A job that reads for minutes sees the sums as they were: somebody else may have come upon the drift meanwhile.
 * @throws DriftedSums when they had drifted within the last hour already and nobody was at them since
 */
export async function mendingSums<Result>(
  deps: KeepDeps,
  city: City,
  read: () => Promise<Result>,
): Promise<Result> {
  const before = await sumsState(deps, city.id)
  try {
    return await readingSums(city, read)
  } catch (error) {
    if (!(error instanceof DriftedSums)) throw error
    const isFirst = await askToMend(deps, city.id)
    if (!isFirst && !(await isMended(deps, city.id, before))) throw error
    const message = isFirst
      ? 'a sum of the figures has drifted: all sums of the city are folded anew'
      : 'a sum of the figures had drifted, which was noted already: it is read once more'
    deps.log.error({ err: error, city: city.slug }, message)
    await refreshFigures(deps, city.id)
    return readingSums(city, read)
  }
}

/** Whether the sums were folded since, or are about to be. */
async function isMended(deps: KeepDeps, cityId: number, before: SumsState): Promise<boolean> {
  const now = await sumsState(deps, cityId)
  return now.fold < FOLD || !isDeepStrictEqual(now, before)
}

export type Verified = Rebuilt & { city: string; seconds: number }

/** Folds every city anew and compares with what is kept, byte for byte; writes what differs only with `mend`. */
export async function rebuildAll(
  deps: KeepDeps,
  options: { mend: boolean; onProgress?: (city: City, complaints: number) => void },
): Promise<Verified[]> {
  const verified: Verified[] = []
  for (const city of await cities(deps)) {
    const started = performance.now()
    const rebuilt = await rebuild(deps, city, {
      mend: options.mend,
      wait: true,
      onProgress: (complaints) => options.onProgress?.(city, complaints),
    })
    if (rebuilt === null) throw new Error('the lock of the rollups was not waited for')
    verified.push({ city: city.slug, ...rebuilt, seconds: (performance.now() - started) / 1000 })
  }
  forgetFigures(deps)
  return verified
}

/** Every night: finds and tells, never mends. A difference is a bug or a hand in the database; a person must look. */
export async function verifyAtNight(deps: KeepDeps): Promise<void> {
  const verified = await rebuildAll(deps, { mend: false })
  const wrong = verified.filter(({ differences }) => differences > 0)
  if (wrong.length === 0) {
    deps.log.info({ cities: verified.length }, 'the sums of the figures agree with the activity')
    return
  }
  deps.log.error(
    { cities: wrong.map(({ city, differences }) => ({ city, differences })) },
    'the sums of the figures do not agree with the activity: see npm run rebuild-statistics',
  )
}
