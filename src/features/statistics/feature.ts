import type { Feature } from '../../platform/http/route.ts'
import { officeSearch } from './office-search.ts'
import { rollupService, verifyAtNight } from './rollups/keep-up.ts'
import { statisticsRoutes } from './routes.ts'

export const statistics: Feature = {
  name: 'statistics',
  routes: statisticsRoutes,
  samples: async () => (await import('./samples.ts')).statisticsSamples,
  search: (deps) => [officeSearch(deps)],
  services: (deps) => [rollupService(deps)],
  // At night in Kazakhstan (UTC+5).
  jobs: (deps) => [
    { name: 'statistics.verify', cron: '45 20 * * *', long: true, run: () => verifyAtNight(deps) },
  ],
}
