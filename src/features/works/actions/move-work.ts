import { toDate } from '../../../platform/db/instant.ts'
import type { Names } from '../../city/index.ts'
import type { Work } from '../work.ts'
import { type ActingOn, actOnWork, type WorkDeps } from './act-on-work.ts'

/** New dates, milliseconds UTC, and why. */
export type Move = { startsAt: number; endsAt: number; allDay: boolean; reason: Names }

/**
 * The dates of a work move; the old ones stay in its history. What was finished goes on again.
 * @throws NotFound, Conflict
 */
export async function moveWork(deps: WorkDeps, acting: ActingOn, move: Move): Promise<void> {
  const { reason, ...dates } = move
  const event = acting.work.finishedAt === null ? 'moved' : 'reopened'
  await actOnWork(deps, acting, {
    ...{ act: 'move', event, ...movedBy(acting.work, move) },
    news: { kind: event, reason, of: { ...acting.work, ...dates, finishedAt: null } },
  })
}

/** Columns of the work and facts of the event. */
export function movedBy(work: Work, { startsAt, endsAt, allDay, reason }: Move) {
  const [toStartsAt, toEndsAt] = [toDate(startsAt), toDate(endsAt)]
  return {
    data: {
      ...{ startsAt: toStartsAt, endsAt: toEndsAt, allDay, finishedAt: null },
      moveCount: { increment: 1 },
    },
    facts: {
      ...{ fromStartsAt: toDate(work.startsAt), fromEndsAt: toDate(work.endsAt), toStartsAt, toEndsAt },
      reason,
    },
  }
}
