import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { contactRoles } from './access.ts'
import { contactPaths } from './paths.ts'
import { callBackHandlers } from './public/call-back-handlers.ts'
import { officeCard, problemHandlers, showContacts, utilityCard } from './public/handlers.ts'
import { deskHandlers, dutyHandlers, utilityHandlers } from './staff/handlers.ts'

const access = { staff: contactRoles } as const
const [city, root] = [':city', '/:lang/:city/contacts']

export function contactRoutes(deps: Deps): Route[] {
  const problem = problemHandlers(deps)
  const callBack = callBackHandlers(deps)
  const desk = deskHandlers(deps)
  const utility = utilityHandlers(deps)
  const duty = dutyHandlers(deps)
  const page = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path, access, handlers: [handler] },
  })
  const act = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'post', path, access, handlers: [handler] },
  })
  return [
    { method: 'get', path: root, access: 'public', kept: 'page', handlers: [showContacts(deps)] },
    {
      ...{ method: 'get', path: `${root}/offices/:office.vcf`, access: 'public', kept: 'page' },
      handlers: [officeCard(deps)],
    },
    {
      ...{ method: 'get', path: `${root}/utilities/:utility.vcf`, access: 'public', kept: 'page' },
      handlers: [utilityCard(deps)],
    },
    // These forms carry a ticket of their own, so nobody keeps them for somebody else.
    { method: 'get', path: `${root}/problem`, access: 'secret-link', handlers: [problem.show] },
    { method: 'post', path: `${root}/problem`, access: 'secret-link', handlers: [problem.send] },
    { method: 'get', path: `${root}/call-back`, access: 'secret-link', handlers: [callBack.show] },
    { method: 'post', path: `${root}/call-back`, access: 'secret-link', handlers: [callBack.send] },
    page(contactPaths.start(), desk.start),
    page(contactPaths.desk(city), desk.show),
    act(contactPaths.handled(city, ':problem'), desk.handled),
    page(contactPaths.newUtility(city), utility.fresh),
    act(contactPaths.newUtility(city), utility.add),
    page(contactPaths.utility(city, ':utility'), utility.show),
    act(contactPaths.utility(city, ':utility'), utility.save),
    act(contactPaths.removeUtility(city, ':utility'), utility.remove),
    page(contactPaths.newDuty(city), duty.fresh),
    act(contactPaths.newDuty(city), duty.add),
    act(contactPaths.endDuty(city, ':duty'), duty.end),
  ]
}
