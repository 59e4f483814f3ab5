import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { analysisRoles } from './access.ts'
import { analysisHandlers, appealsHandlers } from './handlers.ts'
import { analysisPaths } from './paths.ts'

const access = { staff: analysisRoles } as const
/** What leaves the portal as a table asks for a fresh proof of who it is. */
const proved = { staff: analysisRoles, stepUp: true } as const
const city = ':city'

export function analysisRoutes(deps: Deps): Route[] {
  const staff = analysisHandlers(deps)
  const open = appealsHandlers(deps)
  const everybody = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path, access: 'public', lane: 'statistics', kept: 'figures', handlers: [handler] },
  })
  return [
    everybody('/:lang/:city/appeals', open.page),
    everybody('/:lang/:city/appeals.csv', open.csv),
    everybody('/:lang/:city/appeals.json', open.json),
    { method: 'get', path: analysisPaths.start(), access, handlers: [staff.start] },
    { method: 'get', path: analysisPaths.show(city), access, handlers: [staff.show] },
    { method: 'get', path: analysisPaths.csv(city), access: proved, handlers: [staff.csv] },
    { method: 'post', path: analysisPaths.weekly(city), access, handlers: [staff.weekly] },
  ]
}
