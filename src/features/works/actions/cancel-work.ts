import { toDate } from '../../../platform/db/instant.ts'
import type { Names } from '../../city/index.ts'
import { type ActingOn, actOnWork, type WorkDeps } from './act-on-work.ts'

/** It will not be; the page stays and says why. @throws NotFound, Conflict */
export const cancelWork = (deps: WorkDeps, acting: ActingOn, reason: Names): Promise<void> =>
  actOnWork(deps, acting, {
    act: 'cancel',
    event: 'cancelled',
    data: { cancelledAt: toDate(acting.at), words: { ...acting.work.words, cancelled: reason } },
    facts: { reason },
    // A draft was nobody's news
    ...(acting.work.publishedAt === null
      ? {}
      : { news: { kind: 'cancelled', reason, of: acting.work } as const }),
  })
