import { toDate } from '../../../platform/db/instant.ts'
import { type ActingOn, actOnWork, type WorkDeps } from './act-on-work.ts'

/** From now on everybody reads it. @throws NotFound, Conflict */
export const publishWork = (deps: WorkDeps, acting: ActingOn): Promise<void> =>
  actOnWork(deps, acting, {
    act: 'publish',
    event: 'published',
    data: { publishedAt: toDate(acting.at) },
    news: { kind: 'published', reason: null, of: acting.work },
  })
