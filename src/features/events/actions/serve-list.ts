import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { whoGets } from '../rules.ts'

/**
 * Gives the places that are free to those who wait, in their order, and has each told by mail. Ends every act by which
 * places may have become free; the caller's transaction already holds the row of the event, or takes it here.
 * @param at milliseconds UTC
 */
export async function serveList(
  tx: Transaction,
  { jobs }: Pick<Deps, 'jobs'>,
  { eventId, at }: { eventId: number; at: number },
): Promise<number[]> {
  const [event] = await tx.$queryRaw<{ free: number | null; open: boolean }[]>`
    SELECT places - taken AS free, state = 'published' AND ends_at > ${toDate(at)} AS open
    FROM event WHERE id = ${eventId} FOR UPDATE`
  if (event === undefined || !event.open || event.free === 0) return []
  const waiting = await tx.eventSignUp.findMany({
    where: { eventId, state: 'waiting' },
    orderBy: { no: 'asc' },
    select: { id: true, persons: true },
  })
  const ids = whoGets(waiting, event.free)
  if (ids.length === 0) return []
  const persons = waiting.reduce((sum, one) => sum + (ids.includes(one.id) ? one.persons : 0), 0)
  await tx.eventSignUp.updateMany({
    where: { id: { in: ids }, state: 'waiting' },
    data: { state: 'given', givenAt: toDate(at) },
  })
  await tx.event.update({ where: { id: eventId }, data: { taken: { increment: persons } } })
  for (const signUpId of ids) await jobs.add(tx, 'events.mail', { signUpId, what: 'given' })
  return ids
}
