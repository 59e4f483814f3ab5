import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { formalHandlers } from './handlers.ts'

const mine = '/:lang/:city/mine/:token'

export function formalRoutes(deps: Deps): Route[] {
  const on = formalHandlers(deps)
  return [
    {
      method: 'get',
      path: '/:lang/:city/complaints/:number/formal',
      access: 'public',
      handlers: [on.public],
    },
    { method: 'get', path: `${mine}/receipt`, access: 'secret-link', handlers: [on.receipt] },
    { method: 'get', path: `${mine}/receipt.json`, access: 'secret-link', handlers: [on.receiptJson] },
    { method: 'get', path: `${mine}/formal`, access: 'secret-link', handlers: [on.mine] },
    { method: 'get', path: `${mine}/formal.zip`, access: 'secret-link', handlers: [on.zip] },
  ]
}
