import type { Deps } from '../../../platform/deps.ts'
import type { Access, Route } from '../../../platform/http/route.ts'
import { accountPaths, type PersonAct, personActs } from '../paths.ts'
import { people, personAct } from './handlers.ts'

const managers: Access = { staff: ['city_admin', 'head'] }
const managersAgain: Access = { staff: ['city_admin', 'head'], stepUp: true }
/** Everybody names who does their own work. */
const anybodyAgain: Access = { staff: 'any', stepUp: true }

const ofOwn: readonly PersonAct[] = ['substitute', 'end-substitute']

export function peopleRoutes(deps: Deps): Route[] {
  const { list, form, invite, show } = people(deps)
  return [
    { method: 'get', path: accountPaths.people(), access: managers, handlers: [list] },
    { method: 'get', path: accountPaths.invite(), access: managersAgain, handlers: [form] },
    { method: 'post', path: accountPaths.invite(), access: managersAgain, handlers: [invite] },
    { method: 'get', path: accountPaths.person(':person'), access: { staff: 'any' }, handlers: [show] },
    ...personActs.map(
      (act): Route => ({
        method: 'post',
        path: accountPaths.personAct(':person', act),
        access: ofOwn.includes(act) ? anybodyAgain : managersAgain,
        handlers: [personAct(deps, act)],
      }),
    ),
  ]
}
