import type { Feature } from '../../platform/http/route.ts'
import { openDataJobs } from './jobs.ts'
import { openDataRoutes } from './routes.ts'
import { openDataSamples } from './samples.ts'

export const openData: Feature = {
  name: 'open-data',
  routes: openDataRoutes,
  jobs: openDataJobs,
  samples: openDataSamples,
}
