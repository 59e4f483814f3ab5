import { toDate } from '../../../platform/db/instant.ts'
import { type ActingOn, actOnWork, type WorkDeps } from './act-on-work.ts'

/** It began before its day. @throws NotFound, Conflict */
export const startWork = (deps: WorkDeps, acting: ActingOn): Promise<void> =>
  actOnWork(deps, acting, { act: 'start', event: 'started', data: { startedAt: toDate(acting.at) } })
