import type { Deps } from '../../platform/deps.ts'
import type { Asked, HomeBlock } from '../../platform/http/beside.ts'
import type { Feature } from '../../platform/http/route.ts'
import { formatDay, formatInstant } from '../../platform/time/format.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { receptionAppeals } from './appeals.ts'
import { inventReceptions } from './demo.ts'
import { receptionJobs } from './jobs.ts'
import { receptionDeskPaths, receptionPaths } from './paths.ts'
import { plantBodies } from './plant.ts'
import { timetableOf } from './queries.ts'
import { whoOf } from './reading.ts'
import { receptionRoutes } from './routes.ts'
import { bookingAt } from './rules.ts'
import { bodySearch } from './search.ts'
import './texts.ts'

export const receptions: Feature = {
  name: 'receptions',
  routes: receptionRoutes,
  jobs: receptionJobs,
  samples: async () => (await import('./samples/index.ts')).receptionSamples,
  offers: ({ lang, t, slug }) => [
    {
      group: 'services',
      href: receptionPaths.list(lang, slug),
      label: t('receptions:title'),
      text: t('receptions:offer'),
      icon: 'users',
    },
  ],
  staffLinks: ({ t, roles }) =>
    roles.length === 0 ? [] : [{ href: receptionDeskPaths.start(), label: t('receptions:title') }],
  home: (deps) => (asked) => nextReceptions(deps, asked),
  search: (deps) => [bodySearch(deps)],
  appeals: receptionAppeals,
  plant: plantBodies,
  demo: inventReceptions,
}

const mostOnHome = 3
const keptMs = 30_000

/** The next receptions with free places on the first page; none, no block. */
async function nextReceptions(deps: Deps, asked: Asked): Promise<HomeBlock | null> {
  const { cityId, slug, timeZone, lang, t, now } = asked
  const from = localDate(now, timeZone).toString()
  const rows = await deps.cache.get(`receptions:home:${cityId}`, keptMs, () =>
    timetableOf(deps, { cityId, bodyIds: null, from, to: null, limit: 30 }),
  )
  const free = rows.filter((row) => bookingAt(now.epochMilliseconds, row) === 'free').slice(0, mostOnHome)
  if (free.length === 0) return null
  return {
    title: t('receptions:title'),
    icon: 'users',
    items: free.map((row) => ({
      href: receptionPaths.show(lang, slug, row.id),
      label: whoOf(row, lang),
      meta: `${formatDay(row.day, lang, 'dayMonth')}, ${formatInstant(row.startsAt, lang, timeZone, 'time')}`,
    })),
    more: { href: receptionPaths.list(lang, slug), label: t('receptions:show.others') },
  }
}
