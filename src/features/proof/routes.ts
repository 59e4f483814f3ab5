import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { proofHandlers } from './handlers.ts'
import { proofPaths } from './paths.ts'

const lang = ':lang' as Lang
const city = ':city'

export function proofRoutes(deps: Deps): Route[] {
  const on = proofHandlers(deps)
  const page = { method: 'get', access: 'public', kept: 'figures' } as const
  return [
    { ...page, path: proofPaths.page(lang, city), handlers: [on.page] },
    { ...page, path: proofPaths.complaintOf(lang, city, ':number'), handlers: [on.complaint] },
    { method: 'get', path: proofPaths.checkpoints(), access: 'machine', handlers: [on.checkpoints] },
    { method: 'get', path: proofPaths.checkpoint(':no'), access: 'machine', handlers: [on.checkpoint] },
    { method: 'get', path: proofPaths.feed(), access: 'machine', handlers: [on.feed] },
  ]
}
