import type { Feature } from '../../platform/http/route.ts'
import { complaintAppeals } from './appeals.ts'
import { dashboardRoutes } from './dashboard/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { filingJobs } from './filing/jobs.ts'
import { filingRoutes } from './filing/routes.ts'
import { formalRoutes } from './formal/routes.ts'
import { inboxJobs } from './inbox/jobs.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { nightlyJobs } from './nightly-jobs.ts'
import { notifyJobs } from './notify/jobs.ts'
import { questionnaireJobs } from './notify/questionnaire.ts'
import { publicRoutes } from './public/routes.ts'
import { complaintSearch } from './search/source.ts'
import { shareRoutes } from './share/routes.ts'
import { termJobs } from './terms/jobs.ts'

export const complaints: Feature = {
  name: 'complaints',
  // The filing comes first: `new` must not be taken for a number.
  routes: (deps) => [
    ...filingRoutes(deps),
    ...inboxRoutes(deps),
    ...dashboardRoutes(deps),
    ...deskRoutes(deps),
    ...publicRoutes(deps),
    ...shareRoutes(deps),
    ...formalRoutes(deps),
  ],
  samples: async () => (await import('./samples.ts')).complaintSamples,
  jobs: (deps) => [
    ...filingJobs(deps),
    ...notifyJobs(deps),
    ...questionnaireJobs(deps),
    ...inboxJobs(deps),
    ...nightlyJobs(deps),
    ...termJobs(deps),
  ],
  search: (deps) => [complaintSearch(deps)],
  appeals: complaintAppeals,
}
