import './texts.ts'
import type { Feature } from '../../platform/http/route.ts'
import { guidesBeside } from './beside.ts'
import { guideJobs } from './jobs.ts'
import { guideSearch } from './reading/search.ts'
import { readingRoutes, writingRoutes } from './routes.ts'
import { guideSamples } from './samples.ts'

export const guides: Feature = {
  name: 'guides',
  routes: (deps) => [...readingRoutes(deps), ...writingRoutes(deps)],
  jobs: guideJobs,
  samples: guideSamples,
  search: (deps) => [guideSearch(deps)],
  ...guidesBeside,
}
