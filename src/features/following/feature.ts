import type { Feature } from '../../platform/http/route.ts'
import { followingJobs } from './jobs.ts'
import { followingRoutes } from './routes.ts'

export const following: Feature = {
  name: 'following',
  routes: followingRoutes,
  samples: async () => (await import('./samples.ts')).followingSamples,
  jobs: followingJobs,
}
