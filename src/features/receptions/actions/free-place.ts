import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { offerEnds } from '../rules.ts'
import type { LockedReception } from './lock-reception.ts'
import { tellNews } from './tell-news.ts'

/**
 * A place has become free: it is kept for the first of the waiting list, who is told and has a day to say yes. When it is
 * too late to ask, it is theirs at once; when nobody waits, it is free for all. The reception is locked.
 */
export async function freePlace(
  tx: Transaction,
  deps: Pick<Deps, 'jobs' | 'now'>,
  { reception, slotId }: { reception: LockedReception; slotId: number },
): Promise<void> {
  const now = deps.now().epochMilliseconds
  const isAhead = reception.cancelledAt === null && reception.startsAt > now
  const next = !isAhead
    ? null
    : await tx.receptionBooking.findFirst({
        where: { receptionId: reception.id, state: 'waiting' },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { id: true },
      })
  if (next === null) {
    await tx.receptionSlot.update({ where: { id: slotId }, data: { taken: { decrement: 1 } } })
    return
  }
  const until = offerEnds(now, reception.closesAt)
  await tx.receptionBooking.update({
    where: { id: next.id },
    data:
      until === null
        ? { state: 'booked', slotId }
        : { state: 'offered', slotId, offeredUntil: toDate(until) },
  })
  const kind = until === null ? 'given' : 'offered'
  await tellNews(tx, deps, { ids: [next.id], kind })
}
