import type { Feature } from '../../platform/http/route.ts'
import { refreshChangedCities } from './figures/refresh.ts'
import { officeSearch } from './office-search.ts'
import { statisticsRoutes } from './routes.ts'
import { statisticsSamples } from './samples.ts'

export const statistics: Feature = {
  name: 'statistics',
  routes: statisticsRoutes,
  samples: statisticsSamples,
  search: (deps) => [officeSearch(deps)],
  jobs: (deps) => [{ name: 'statistics.refresh', cron: '* * * * *', run: () => refreshChangedCities(deps) }],
}
