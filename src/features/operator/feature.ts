import type { Feature } from '../../platform/http/route.ts'
import { consultationAppeals } from './consultations/appeals.ts'
import { plantDemoConsultations } from './consultations/demo.ts'
import { operatorJobs } from './jobs.ts'
import { operatorRoutes } from './routes.ts'

export const operator: Feature = {
  name: 'operator',
  routes: operatorRoutes,
  jobs: operatorJobs,
  samples: async () => (await import('./samples.ts')).operatorSamples,
  appeals: consultationAppeals,
  demo: plantDemoConsultations,
}
