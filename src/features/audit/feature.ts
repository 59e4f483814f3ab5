import type { Deps } from '../../platform/deps.ts'
import type { Feature, Route } from '../../platform/http/route.ts'
import { csv, list } from './handlers.ts'
import { auditPaths } from './paths.ts'
import { patternsHandlers } from './patterns/handlers.ts'
import { auditReaders } from './queries.ts'

const readers = [...auditReaders]

export const audit: Feature = {
  name: 'audit',
  routes: (deps: Deps): Route[] => [
    { method: 'get', path: auditPaths.list(), access: { staff: readers }, handlers: [list(deps)] },
    ...patternsRoutes(deps),
    {
      method: 'get',
      path: auditPaths.csv(),
      access: { staff: readers, stepUp: true },
      handlers: [csv(deps)],
    },
  ],
  samples: async () => (await import('./samples.ts')).auditSamples,
}

function patternsRoutes(deps: Deps): Route[] {
  const { count, show } = patternsHandlers(deps)
  const shared = { path: auditPaths.patterns(), access: { staff: ['auditor'] } }
  return [
    { ...shared, method: 'get', handlers: [count] },
    { ...shared, method: 'post', handlers: [show] },
  ]
}
