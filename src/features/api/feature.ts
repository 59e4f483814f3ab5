import type { Feature } from '../../platform/http/route.ts'
import { apiPaths } from './paths.ts'
import { problems } from './problem.ts'
import { apiRoutes } from './routes.ts'

export const api: Feature = {
  name: 'api',
  routes: apiRoutes,
  failing: (deps) => ({ under: apiPaths.root(), answer: problems(deps) }),
  samples: async () => (await import('./samples.ts')).apiSamples,
}
