import type { Feature } from '../../platform/http/route.ts'
import { accountJobs } from './jobs.ts'
import { accountRoutes } from './routes.ts'
import { accountSamples } from './samples.ts'

export const accounts: Feature = {
  name: 'accounts',
  routes: accountRoutes,
  jobs: accountJobs,
  samples: accountSamples,
}
