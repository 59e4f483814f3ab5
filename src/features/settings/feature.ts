import type { Feature } from '../../platform/http/route.ts'
import type { CityStarts } from './city-starts.ts'
import { settingsJobs } from './jobs.ts'
import { settingsRoutes } from './routes.ts'

/** The settings; `starts` are the packs from which the first city of an installation can be made. */
export const settingsWith = (starts: CityStarts): Feature => ({
  name: 'settings',
  routes: (deps) => settingsRoutes(deps, starts),
  jobs: settingsJobs,
  samples: async () => [
    ...(await import('./samples/index.ts')).settingsSamples,
    ...(await import('./texts/samples.ts')).textSamples,
  ],
})
