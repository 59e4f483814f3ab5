import type { Deps } from '../../platform/deps.ts'
import type { Feature, Route } from '../../platform/http/route.ts'
import { csv, list } from './handlers.ts'
import { auditPaths } from './paths.ts'
import { patterns } from './patterns/handlers.ts'

const readers = ['auditor', 'controller', 'city_admin']

export const audit: Feature = {
  name: 'audit',
  routes: (deps: Deps): Route[] => [
    { method: 'get', path: auditPaths.list(), access: { staff: readers }, handlers: [list(deps)] },
    { method: 'get', path: auditPaths.patterns(), access: { staff: readers }, handlers: [patterns(deps)] },
    {
      method: 'get',
      path: auditPaths.csv(),
      access: { staff: readers, stepUp: true },
      handlers: [csv(deps)],
    },
  ],
  samples: async () => (await import('./samples.ts')).auditSamples,
}
