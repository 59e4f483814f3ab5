import type { Feature } from '../../platform/http/route.ts'
import { receptionJobs } from './jobs.ts'
import { receptionRoutes } from './routes.ts'
import { receptionSamples } from './samples.ts'
import './texts.ts'

export const receptions: Feature = {
  name: 'receptions',
  routes: receptionRoutes,
  jobs: receptionJobs,
  samples: receptionSamples,
}
