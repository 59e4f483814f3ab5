import type { Feature } from '../../platform/http/route.ts'
import { openDataJobs } from './jobs.ts'
import { openDataRoutes } from './routes.ts'

export const openData: Feature = {
  name: 'open-data',
  routes: openDataRoutes,
  jobs: openDataJobs,
  samples: async () => (await import('./samples.ts')).openDataSamples,
}
