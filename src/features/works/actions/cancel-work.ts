import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Names } from '../../city/index.ts'
import { type ActingOn, actOnWork } from './act-on-work.ts'

/** It will not be; the page stays and says why. @throws NotFound, Conflict */
export const cancelWork = (deps: Pick<Deps, 'db'>, acting: ActingOn, reason: Names): Promise<void> =>
  actOnWork(deps, acting, {
    act: 'cancel',
    event: 'cancelled',
    data: { cancelledAt: toDate(acting.at), words: { ...acting.work.words, cancelled: reason } },
    facts: { reason },
  })
