import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { listHandlers } from './list/handlers.ts'
import { mapHandlers } from './map/handlers.ts'
import { showHandlers } from './show/handlers.ts'

const complaints = '/:lang/:city/complaints'

/** The number stands last: it takes every one-part address below `complaints` that no other page has. */
export function publicRoutes(deps: Deps): Route[] {
  const list = listHandlers(deps)
  const map = mapHandlers(deps)
  const show = showHandlers(deps)
  return [
    { method: 'get', path: complaints, access: 'public', handlers: [list.list] },
    { method: 'get', path: `${complaints}.csv`, access: 'public', handlers: [list.table] },
    { method: 'get', path: `${complaints}.atom`, access: 'public', handlers: [list.feed] },
    { method: 'get', path: `${complaints}/map`, access: 'public', handlers: [map.map] },
    { method: 'get', path: `${complaints}/cells.json`, access: 'public', handlers: [map.cells] },
    { method: 'get', path: `${complaints}/shapes.json`, access: 'public', handlers: [map.shapes] },
    { method: 'get', path: `${complaints}/track`, access: 'public', handlers: [show.track] },
    { method: 'get', path: `${complaints}/:number`, access: 'public', handlers: [show.show] },
  ]
}
