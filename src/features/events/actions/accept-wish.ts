import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { EventContent } from '../content.ts'
import { insertDraft } from './make-event.ts'

/** Who decides about which request. `at`: milliseconds UTC. */
export type Deciding = { wishId: number; cityId: number; staffId: number; at: number }

/** Makes a draft of it, and tells who asked. Null when somebody has decided it already. */
export function acceptWish(
  { db, jobs }: Pick<Deps, 'db' | 'jobs'>,
  {
    wishId,
    cityId,
    staffId,
    at,
    officeId,
    content,
  }: Deciding & { officeId: number | null; content: EventContent },
): Promise<number | null> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.eventRequest.updateMany({
      where: { id: wishId, cityId, state: 'new' },
      data: { state: 'accepted', decidedAt: toDate(at), decidedById: staffId },
    })
    if (count === 0) return null
    const eventId = await insertDraft(tx, { cityId, officeId, content, staffId, at })
    await tx.eventRequest.update({ where: { id: wishId }, data: { eventId } })
    await jobs.add(tx, 'events.answer', { wishId })
    return eventId
  })
}
