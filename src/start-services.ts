import { features } from './features.ts'
import type { Deps } from './platform/deps.ts'
import type { Service } from './platform/http/route.ts'

/** Starts what runs beside the jobs, in the same process. */
export function startServices(deps: Deps): Service[] {
  const services = features.flatMap((feature) => feature.services?.(deps) ?? [])
  for (const service of services) service.start()
  return services
}
