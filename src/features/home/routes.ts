import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { chooseCity, showHome, showInfo, showPrivacy } from './handlers.ts'
import { infoPages } from './paths.ts'

export const homeRoutes = (deps: Deps): Route[] => [
  { method: 'get', path: '/:lang', access: 'public', handlers: [chooseCity(deps)] },
  { method: 'get', path: '/:lang/:city', access: 'public', handlers: [showHome(deps)] },
  ...infoPages.map(
    (page): Route => ({
      method: 'get',
      path: `/:lang/:city/${page}`,
      access: 'public',
      handlers: [page === 'privacy' ? showPrivacy() : showInfo(page)],
    }),
  ),
]
