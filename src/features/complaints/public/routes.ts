import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { showHandlers } from './show/handlers.ts'

const complaints = '/:lang/:city/complaints'

/** The number stands last: it takes every one-part address below `complaints` that no other page has. */
export function publicRoutes(deps: Deps): Route[] {
  const show = showHandlers(deps)
  return [
    { method: 'get', path: `${complaints}/track`, access: 'public', handlers: [show.track] },
    { method: 'get', path: `${complaints}/:number`, access: 'public', handlers: [show.show] },
  ]
}
