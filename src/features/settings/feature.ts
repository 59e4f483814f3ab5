import type { Feature } from '../../platform/http/route.ts'
import { settingsJobs } from './jobs.ts'
import { settingsRoutes } from './routes.ts'
import { settingsSamples } from './samples.ts'

export const settings: Feature = {
  name: 'settings',
  routes: settingsRoutes,
  jobs: settingsJobs,
  samples: settingsSamples,
}
