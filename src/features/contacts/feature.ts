import type { Feature } from '../../platform/http/route.ts'
import { contactJobs } from './jobs.ts'
import { contactRoutes } from './routes.ts'
import { contactSamples } from './samples.ts'
import { utilitySearch } from './search.ts'
import './texts.ts'

export const contacts: Feature = {
  name: 'contacts',
  routes: contactRoutes,
  jobs: contactJobs,
  samples: contactSamples,
  search: (deps) => [utilitySearch(deps)],
}
