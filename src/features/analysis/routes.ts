import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { analysisRoles } from './access.ts'
import { analysisHandlers, appealsHandlers } from './handlers.ts'
import { leaveHandlers } from './leave-handlers.ts'
import { logHandlers } from './log/handlers.ts'
import { analysisPaths } from './paths.ts'

const access = { staff: analysisRoles } as const
/** What leaves the portal as a table asks for a fresh proof of who it is. */
const proved = { staff: analysisRoles, stepUp: true } as const
const city = ':city'

export function analysisRoutes(deps: Deps): Route[] {
  const staff = analysisHandlers(deps)
  const open = appealsHandlers(deps)
  const log = logHandlers(deps)
  const leave = leaveHandlers(deps)
  const personal = { path: analysisPaths.leave(':lang', city, ':week'), access: 'secret-link' } as const
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
    { method: 'get', path: analysisPaths.log(city), access, handlers: [log.show] },
    { method: 'post', path: analysisPaths.log(city), access, handlers: [log.bring] },
    { ...personal, method: 'get', handlers: [leave.show] },
    { ...personal, method: 'post', handlers: [leave.stop] },
  ]
}
