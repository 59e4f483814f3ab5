import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { endpointNames, endpoints, rateClasses } from './endpoints.ts'
import { apiHandlers, showDocument, showGuide } from './handlers.ts'
import { apiPaths } from './paths.ts'
import { rateLimits } from './rate.ts'

export function apiRoutes(deps: Deps): Route[] {
  const on = apiHandlers(deps)
  const limited = rateLimits(rateClasses)
  const machine = { method: 'get', access: 'machine', lane: 'statistics' } as const
  return [
    { ...machine, path: apiPaths.document(), handlers: [limited('one'), showDocument(deps)] },
    ...endpointNames.map((name) => ({
      ...machine,
      path: endpoints[name].path,
      handlers: [limited(endpoints[name].rate), on[name]],
    })),
    {
      method: 'get',
      path: apiPaths.guide(':lang' as Lang, ':city'),
      access: 'public',
      kept: 'figures',
      handlers: [showGuide(deps)],
    },
  ]
}
