import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type ActingOn, actOnWork } from './act-on-work.ts'

/** From now on everybody reads it. @throws NotFound, Conflict */
export const publishWork = (deps: Pick<Deps, 'db'>, acting: ActingOn): Promise<void> =>
  actOnWork(deps, acting, {
    act: 'publish',
    event: 'published',
    data: { publishedAt: toDate(acting.at) },
  })
