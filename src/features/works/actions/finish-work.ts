import { toDate } from '../../../platform/db/instant.ts'
import type { Names } from '../../city/index.ts'
import { type ActingOn, actOnWork, type WorkDeps } from './act-on-work.ts'

/** It is done; `result` says what came of it. @throws NotFound, Conflict */
export const finishWork = (deps: WorkDeps, acting: ActingOn, result: Names): Promise<void> =>
  actOnWork(deps, acting, {
    act: 'finish',
    event: 'finished',
    data: { finishedAt: toDate(acting.at), words: { ...acting.work.words, result } },
    facts: { reason: result },
  })
