import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { type City, cities } from '../city/index.ts'
import { removeLeftovers } from './dump/folder.ts'
import { makeDailyDump, makeSnapshot } from './dump/make-dump.ts'
import { lastDaily, snapshotOf, wordsChangedSince } from './dump/queries.ts'

export const openDataJobs = (deps: Deps): Job[] => [
  {
    name: 'open-data.daily',
    // At night in Kazakhstan (UTC+5), after the figures were verified.
    cron: '30 21 * * *',
    run: () =>
      inEveryCity(deps, async (city) => {
        const month = localDate(deps.now(), city.timeZone).toPlainYearMonth().subtract({ months: 1 })
        const known = await snapshotOf(deps, { cityId: city.id, period: month.toString() })
        if (known === null) await makeSnapshot(deps, city, { month })
        await makeDailyDump(deps, city)
      }).then(() => sweep(deps)),
  },
  {
    name: 'open-data.mend',
    // What was taken from view, or erased, leaves the files within the hour; a new city gets its first files.
    cron: '7 * * * *',
    run: () =>
      inEveryCity(deps, async (city) => {
        const last = await lastDaily(deps, city.id)
        const isStale =
          last === null || (await wordsChangedSince(deps, { cityId: city.id, since: last.takenAt - graceMs }))
        if (isStale) await makeDailyDump(deps, city)
      }),
  },
]

/** A change is written with a time shortly before it is there for others. */
const graceMs = 120_000

/** One after the other; what fails in one city keeps no other from its files. */
async function inEveryCity(deps: Deps, work: (city: City) => Promise<void>): Promise<void> {
  const failed: unknown[] = []
  for (const city of await cities(deps)) {
    await work(city).catch((error: unknown) => {
      deps.log.error({ err: error, city: city.slug }, 'open data could not be published')
      failed.push(error)
    })
  }
  if (failed.length > 0) throw new AggregateError(failed, 'open data could not be published everywhere')
}

async function sweep(deps: Deps): Promise<void> {
  const rows = await deps.db.openDump.findMany({ select: { id: true } })
  const known = new Set(rows.map(({ id }) => id))
  const removed = await removeLeftovers(deps.config, { known, now: deps.now().epochMilliseconds })
  if (removed > 0) deps.log.info({ removed }, 'unfinished files of open data were removed')
}
