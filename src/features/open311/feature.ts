import type { Feature } from '../../platform/http/route.ts'
import { open311Jobs } from './jobs.ts'
import { refusals } from './machine/refusal.ts'
import { open311Paths } from './paths.ts'
import { open311Routes } from './routes.ts'

export const open311: Feature = {
  name: 'open311',
  routes: open311Routes,
  jobs: open311Jobs,
  failing: (deps) => ({ under: open311Paths.root(), answer: refusals(deps) }),
  samples: async () => (await import('./samples.ts')).open311Samples,
}
