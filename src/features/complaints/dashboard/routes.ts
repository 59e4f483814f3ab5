import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { leadRoles } from '../inbox/views.ts'
import { dashboard } from './handlers.ts'
import { qualityHandlers } from './quality/handlers.ts'

const access = { staff: leadRoles } as const

export function dashboardRoutes(deps: Deps): Route[] {
  const quality = qualityHandlers(deps)
  return [
    { method: 'get', path: '/staff/dashboard', access, handlers: [dashboard(deps)] },
    { method: 'get', path: '/staff/dashboard/quality', access, handlers: [quality.list] },
    { method: 'post', path: '/staff/dashboard/quality/:sample', access, handlers: [quality.mark] },
  ]
}
