import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { receivePhotos } from '../../platform/http/upload.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { mostPhotos } from '../complaints/index.ts'
import { postRequest } from './filing/post-handlers.ts'
import { postUpdate } from './filing/post-update.ts'
import { guideHandler } from './guide/handlers.ts'
import { keyHandlers } from './keys/handlers.ts'
import { readingHandlers } from './machine/handlers.ts'
import { listCost, readingLimit } from './machine/reading-limit.ts'
import { listUpdates } from './machine/updates.ts'
import { keyPaths, open311Paths } from './paths.ts'

const format = ':format'
const admins = { staff: ['city_admin'] } as const

export function open311Routes(deps: Deps): Route[] {
  const on = readingHandlers(deps)
  const keys = keyHandlers(deps)
  const limit = readingLimit(deps)
  const one = limit(1)
  const list = limit(listCost)
  const media = receivePhotos(deps, { field: ['media', 'media[]'], max: mostPhotos, bracketed: true })
  // GeoReport v2 knows lists as a name that comes several times.
  const machine = { method: 'get', access: 'machine', lane: 'statistics', knowsDoubled: true } as const
  const post = { method: 'post', access: 'machine', knowsDoubled: true } as const
  return [
    { ...machine, path: open311Paths.discovery(format), handlers: [one, on.discovery] },
    { ...machine, path: open311Paths.services(format), handlers: [one, on.services] },
    { ...machine, path: open311Paths.service(':code', format), handlers: [one, on.service] },
    { ...machine, path: open311Paths.requests(format), handlers: [list, on.requests] },
    { ...machine, path: open311Paths.request(':id', format), handlers: [one, on.request] },
    { ...machine, path: open311Paths.token(':token', format), handlers: [one, on.token] },
    { ...machine, path: open311Paths.updates(format), handlers: [list, listUpdates(deps)] },
    { ...post, path: open311Paths.requests(format), handlers: [media, postRequest(deps)] },
    { ...post, path: open311Paths.updates(format), handlers: [media, postUpdate(deps)] },
    {
      method: 'get',
      path: open311Paths.guide(':lang' as Lang, ':city'),
      access: 'public',
      kept: 'figures',
      handlers: [guideHandler(deps)],
    },
    { method: 'get', path: keyPaths.list(), access: admins, handlers: [keys.list] },
    { method: 'post', path: keyPaths.list(), access: { ...admins, stepUp: true }, handlers: [keys.make] },
    { method: 'post', path: keyPaths.revoke(':key'), access: admins, handlers: [keys.revoke] },
  ]
}
