import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import {
  chooseCity,
  showAbout,
  showHome,
  showInfo,
  showManifest,
  showPrivacy,
  showServices,
} from './handlers.ts'
import { homePaths, infoPages } from './paths.ts'

export const homeRoutes = (deps: Deps): Route[] => [
  { method: 'get', path: '/:lang', access: 'public', handlers: [chooseCity(deps)] },
  { method: 'get', path: '/:lang/:city', access: 'public', kept: 'page', handlers: [showHome(deps)] },
  {
    method: 'get',
    path: homePaths.manifest(':lang' as Lang, ':city'),
    access: 'public',
    handlers: [showManifest],
  },
  {
    method: 'get',
    path: homePaths.services(':lang' as Lang, ':city'),
    access: 'public',
    kept: 'page',
    handlers: [showServices(deps)],
  },
  ...infoPages.map(
    (page): Route => ({
      method: 'get',
      path: `/:lang/:city/${page}`,
      access: 'public',
      kept: 'page',
      handlers: [
        page === 'privacy' ? showPrivacy(deps) : page === 'about' ? showAbout(deps) : showInfo(deps, page),
      ],
    }),
  ),
]
