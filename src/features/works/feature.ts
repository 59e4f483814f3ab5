import type { Feature } from '../../platform/http/route.ts'
import { fillWithWorks } from './demo/fill.ts'
import { workJobs } from './jobs.ts'
import { worksBanners, worksHints, worksHome, worksOffers, worksStaffLinks } from './near/tells.ts'
import { worksTopics } from './near/topics.ts'
import { workSearch } from './public/search.ts'
import { photoKeys } from './queries.ts'
import { workRoutes } from './routes.ts'
import './texts.ts'

export const works: Feature = {
  name: 'works',
  routes: workRoutes,
  samples: async () => (await import('./samples.ts')).workSamples,
  jobs: workJobs,
  search: (deps) => [workSearch(deps)],
  offers: worksOffers,
  staffLinks: worksStaffLinks,
  hints: worksHints,
  banners: worksBanners,
  home: worksHome,
  topics: worksTopics,
  keepsFiles: (deps) => (keys) => photoKeys(deps, keys),
  demo: fillWithWorks,
}
