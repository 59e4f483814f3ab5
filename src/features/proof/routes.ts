import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { proofHandlers } from './handlers.ts'
import { proofPaths } from './paths.ts'

export function proofRoutes(deps: Deps): Route[] {
  const on = proofHandlers(deps)
  return [
    { method: 'get', path: '/:lang/:city/open-data/proof', access: 'public', handlers: [on.page] },
    {
      method: 'get',
      path: '/:lang/:city/complaints/:number/proof.json',
      access: 'public',
      handlers: [on.complaint],
    },
    { method: 'get', path: proofPaths.checkpoints(), access: 'machine', handlers: [on.checkpoints] },
    { method: 'get', path: proofPaths.checkpoint(':no'), access: 'machine', handlers: [on.checkpoint] },
    { method: 'get', path: proofPaths.feed(), access: 'machine', handlers: [on.feed] },
  ]
}
