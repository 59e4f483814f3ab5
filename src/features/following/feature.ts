import type { Feature } from '../../platform/http/route.ts'
import { followingJobs } from './jobs.ts'
import { followingRoutes } from './routes.ts'
import { followingSamples } from './samples.ts'

export const following: Feature = {
  name: 'following',
  routes: followingRoutes,
  samples: followingSamples,
  jobs: followingJobs,
}
