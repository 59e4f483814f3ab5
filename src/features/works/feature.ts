import type { Feature } from '../../platform/http/route.ts'
import { workRoutes } from './routes.ts'
import './texts.ts'

export const works: Feature = {
  name: 'works',
  routes: workRoutes,
}
