import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { answering } from './answering/handlers.ts'
import { bulkHandlers } from './bulk/handlers.ts'
import { inboxHandlers } from './handlers.ts'
import { settingsHandlers } from './settings/handlers.ts'

const access = { staff: 'any' } as const
/** By scripts of open pages, whether or not anybody sits there. */
const asked = { staff: 'any', unattended: true } as const
/** What is done to many, and what leaves the portal as a table, asks for a fresh proof of who it is. */
const proved = { staff: 'any', stepUp: true } as const

export function inboxRoutes(deps: Deps): Route[] {
  const inbox = inboxHandlers(deps)
  const settings = settingsHandlers(deps)
  const bulk = bulkHandlers(deps)
  return [
    { method: 'get', path: '/staff/inbox', access, handlers: [inbox.list] },
    { method: 'get', path: '/staff/inbox/news.json', access: asked, handlers: [inbox.news] },
    { method: 'get', path: '/staff/inbox/preview/:number', access, handlers: [inbox.preview] },
    { method: 'get', path: '/staff/inbox/settings', access, handlers: [settings.show] },
    { method: 'post', path: '/staff/inbox/settings', access, handlers: [settings.save] },
    { method: 'post', path: '/staff/inbox/filters', access, handlers: [inbox.save] },
    { method: 'post', path: '/staff/inbox/filters/:filter/remove', access, handlers: [inbox.remove] },
    {
      method: 'post',
      path: '/staff/complaints/:number/answering',
      access: asked,
      handlers: [answering(deps)],
    },
    { method: 'post', path: '/staff/bulk', access, handlers: [bulk.begin] },
    { method: 'get', path: '/staff/bulk/:run', access, handlers: [bulk.show] },
    { method: 'get', path: '/staff/bulk/:run/complaints.csv', access: proved, handlers: [bulk.csv] },
    { method: 'post', path: '/staff/bulk/:run/start', access: proved, handlers: [bulk.start] },
    ...(['choose', 'undo'] as const).map(
      (act): Route => ({ method: 'post', path: `/staff/bulk/:run/${act}`, access, handlers: [bulk[act]] }),
    ),
  ]
}
