import './texts.ts'
import type { Feature } from '../../platform/http/route.ts'
import { inventGuideReaders } from './actions/invent-guides.ts'
import { plantGuides } from './actions/plant-guides.ts'
import { guidesBeside } from './beside.ts'
import { guideJobs } from './jobs.ts'
import type { GuidePack } from './pack.ts'
import { guideSearch } from './reading/search.ts'
import { readingRoutes, writingRoutes } from './routes.ts'

/** Guides; `pack` is what a new city begins with. */
export const guidesWith = (pack: GuidePack): Feature => ({
  name: 'guides',
  routes: (deps) => [...readingRoutes(deps), ...writingRoutes(deps)],
  jobs: guideJobs,
  samples: async () => (await import('./samples.ts')).guideSamples,
  search: (deps) => [guideSearch(deps)],
  ...guidesBeside,
  plant: (deps, city) => plantGuides(deps, city, pack),
  demo: inventGuideReaders,
})
