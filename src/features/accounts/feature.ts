import type { Feature } from '../../platform/http/route.ts'
import { accountJobs } from './jobs.ts'
import { accountRoutes } from './routes.ts'

export const accounts: Feature = {
  name: 'accounts',
  routes: accountRoutes,
  jobs: accountJobs,
  samples: async () => (await import('./samples.ts')).accountSamples,
}
