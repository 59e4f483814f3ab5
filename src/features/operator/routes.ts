import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { receivePhotos } from '../../platform/http/upload.ts'
import { mostPhotos, mostScans } from '../complaints/index.ts'
import { operatorRoles } from './access.ts'
import { callBackHandlers } from './call-backs/handlers.ts'
import { consultationHandlers } from './consultations/handlers.ts'
import { operatorPaths } from './paths.ts'
import { maxScanBytes } from './talk/details.ts'
import { endedHandlers } from './talk/ended-handlers.ts'
import { talkHandlers } from './talk/handlers.ts'

const access = { staff: operatorRoles } as const
/** What leaves the portal as a table asks for a fresh proof of who it is. */
const proved = { staff: operatorRoles, stepUp: true } as const
const city = ':city'
const acts = ['take', 'done', 'again'] as const

export function operatorRoutes(deps: Deps): Route[] {
  const talk = talkHandlers(deps)
  const ended = endedHandlers(deps)
  const callBacks = callBackHandlers(deps)
  const consultations = consultationHandlers(deps)
  const photos = receivePhotos(deps, {
    ...{ field: 'photos', max: mostPhotos },
    pdf: { field: 'scan', max: mostScans, maxBytes: maxScanBytes },
  })
  const one = operatorPaths.talk(city, ':talk')
  return [
    { method: 'get', path: operatorPaths.start(), access, handlers: [talk.start] },
    { method: 'get', path: operatorPaths.desk(city), access, handlers: [talk.fresh] },
    { method: 'post', path: operatorPaths.desk(city), access, handlers: [photos, talk.begin] },
    { method: 'get', path: one, access, handlers: [talk.show] },
    { method: 'post', path: one, access, handlers: [photos, talk.save] },
    { method: 'get', path: operatorPaths.ended(city, ':talk'), access, handlers: [ended.show] },
    { method: 'get', path: operatorPaths.slip(city, ':talk'), access, handlers: [ended.slip] },
    { method: 'get', path: operatorPaths.callBacks(city), access, handlers: [callBacks.list] },
    ...acts.map(
      (act): Route => ({
        method: 'post',
        path: operatorPaths.callBack(city, ':callBack', act),
        access,
        handlers: [callBacks.act(act)],
      }),
    ),
    { method: 'get', path: operatorPaths.consultations(city), access, handlers: [consultations.show] },
    {
      method: 'get',
      path: operatorPaths.consultationsCsv(city),
      access: proved,
      handlers: [consultations.csv],
    },
  ]
}
