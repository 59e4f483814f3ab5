import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { type EventState, statesBefore } from '../rules.ts'
import type { Texts } from '../translated.ts'

export type Step = {
  eventId: number
  /** What the person had seen. */
  version: number
  to: EventState
  /** Null: the portal itself. */
  staffId: number | null
  reason?: Texts
  /** Only when it has begun. */
  begun?: boolean
  /** Milliseconds UTC. */
  at: number
}

/** Takes an event to another state and writes down who did it. False when it has changed meanwhile, or cannot become that. */
export async function changeState(
  tx: Transaction,
  { eventId, version, to, staffId, reason, begun = false, at }: Step,
): Promise<boolean> {
  const { count } = await tx.event.updateMany({
    where: {
      ...{ id: eventId, version, state: { in: statesBefore(to) } },
      ...(begun ? { startsAt: { lte: toDate(at) } } : {}),
    },
    data: {
      state: to,
      version: { increment: 1 },
      updatedAt: toDate(at),
      ...(to === 'published' ? { publishedAt: toDate(at) } : {}),
    },
  })
  if (count === 0) return false
  const no = (await tx.eventStep.count({ where: { eventId } })) + 1
  await tx.eventStep.create({
    data: {
      ...{ eventId, no, state: to, staffId, at: toDate(at) },
      ...{ reasonKk: reason?.kk ?? '', reasonRu: reason?.ru ?? '', reasonEn: reason?.en ?? '' },
    },
  })
  return true
}
