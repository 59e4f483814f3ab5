import type { Feature } from '../../platform/http/route.ts'
import { moderationJobs } from './jobs.ts'
import { moderationRoutes } from './routes.ts'

export const moderation: Feature = {
  name: 'moderation',
  routes: moderationRoutes,
  jobs: moderationJobs,
  samples: async () => (await import('./samples.ts')).moderationSamples,
}
