import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type ActingOn, actOnWork } from './act-on-work.ts'

/** It began before its day. @throws NotFound, Conflict */
export const startWork = (deps: Pick<Deps, 'db'>, acting: ActingOn): Promise<void> =>
  actOnWork(deps, acting, { act: 'start', event: 'started', data: { startedAt: toDate(acting.at) } })
