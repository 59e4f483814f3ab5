import { withAdvisoryLock } from '../../platform/db/advisory-lock.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { type City, cities } from '../city/index.ts'
import { makeDailyDump, makeSnapshot, removeDailyDumps } from './actions/make-dump.ts'
import { removeLeftovers } from './dump/folder.ts'
import { publishingLock } from './dump/publishing-lock.ts'
import { lastDaily, snapshotOf, wordsChangedSince } from './dump/queries.ts'

export const openDataJobs = (deps: Deps): Job[] => [
  {
    name: 'open-data.daily',
    // At night in Kazakhstan (UTC+5), after the figures were verified.
    cron: '30 21 * * *',
    long: true,
    run: () => inEveryCity(deps, (city) => publishNight(deps, city)).then(() => sweep(deps)),
  },
  {
    name: 'open-data.mend',
    // What was taken from view, or erased, leaves the files within the hour; a new city gets its first files.
    cron: '7 * * * *',
    long: true,
    run: () =>
      inEveryCity(deps, async (city) => {
        if (await isStale(deps, city)) await publishDay(deps, city)
      }),
  },
]

/** The files of the day come also when those of the month fail: they are what words are taken from. */
async function publishNight(deps: Deps, city: City): Promise<void> {
  const month = localDate(deps.now(), city.timeZone).toPlainYearMonth().subtract({ months: 1 })
  const known = await snapshotOf(deps, { cityId: city.id, period: month.toString() })
  const snapshot = known === null ? makeSnapshot(deps, city, { month }) : Promise.resolve(null)
  const [made] = await Promise.allSettled([snapshot])
  await publishDay(deps, city)
  if (made.status === 'rejected') throw made.reason
}

/** Where no new files can be made, those of before go when somebody's words are in them that were taken from view. */
async function publishDay(deps: Deps, city: City): Promise<void> {
  try {
    await makeDailyDump(deps, city)
  } catch (error) {
    if (await isStale(deps, city)) {
      const removed = await removeDailyDumps(deps, city.id)
      if (removed > 0)
        deps.log.error({ city: city.slug }, 'files of open data were removed: words in them were')
    }
    throw error
  }
}

/** A change is written with a time shortly before it is there for others. */
const graceMs = 120_000

async function isStale(deps: Deps, city: City): Promise<boolean> {
  const last = await lastDaily(deps, city.id)
  return last === null || wordsChangedSince(deps, { cityId: city.id, since: last.takenAt - graceMs })
}

/**
 * One after the other; what fails in one city keeps no other from its files. A city in which another process publishes
 * is left to it.
 */
async function inEveryCity(deps: Deps, work: (city: City) => Promise<void>): Promise<void> {
  const failed: unknown[] = []
  for (const city of await cities(deps)) {
    await withAdvisoryLock(deps.pool, [publishingLock, city.id], { wait: false }, () => work(city)).catch(
      (error: unknown) => {
        deps.log.error({ err: error, city: city.slug }, 'open data could not be published')
        failed.push(error)
      },
    )
  }
  if (failed.length > 0) throw new AggregateError(failed, 'open data could not be published everywhere')
}

async function sweep(deps: Deps): Promise<void> {
  const rows = await deps.db.openDump.findMany({ select: { id: true } })
  const dumps = new Set(rows.map(({ id }) => id))
  const removed = await removeLeftovers(deps.config, { dumps, now: deps.now().epochMilliseconds })
  if (removed > 0) deps.log.info({ removed }, 'unfinished files of open data were removed')
}
