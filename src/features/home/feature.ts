import type { Feature } from '../../platform/http/route.ts'
import { homeRoutes } from './routes.ts'

export const home: Feature = {
  name: 'home',
  routes: homeRoutes,
  samples: async () => (await import('./samples.ts')).homeSamples,
}
