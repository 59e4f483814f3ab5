import type { Feature } from '../../platform/http/route.ts'
import { homeRoutes } from './routes.ts'
import { homeSamples } from './samples.ts'

export const home: Feature = { name: 'home', routes: homeRoutes, samples: homeSamples }
