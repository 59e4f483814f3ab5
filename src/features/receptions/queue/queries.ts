import { dayToDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

type Db = Pick<Deps, 'db'>

export type TicketRow = { id: number; no: number; state: string; window: string; bookingId: number | null }

/** Tickets of a window on a day that are not over, in their order, with how many were served. */
export async function queueOf(
  { db }: Db,
  { bodyId, day }: { bodyId: number; day: string },
): Promise<{ called: TicketRow[]; waiting: TicketRow[]; served: number; last: number }> {
  const at = { bodyId, day: dayToDate(day) }
  const [tickets, served, counter] = await Promise.all([
    db.queueTicket.findMany({
      where: { ...at, state: { in: ['waiting', 'called'] } },
      orderBy: { no: 'asc' },
      select: { id: true, no: true, state: true, window: true, bookingId: true, calledAt: true },
      take: 300,
    }),
    db.queueTicket.count({ where: { ...at, state: 'served' } }),
    db.queueCounter.findUnique({ where: { bodyId_day: at } }),
  ])
  return {
    called: tickets
      .filter(({ state }) => state === 'called')
      .sort((a, b) => (b.calledAt?.getTime() ?? 0) - (a.calledAt?.getTime() ?? 0)),
    waiting: tickets.filter(({ state }) => state === 'waiting'),
    served,
    last: counter?.last ?? 0,
  }
}

/** The body of a ticket, among these; null when it is none of theirs. */
export async function ticketAtBodies(
  { db }: Db,
  { cityId, id, bodyIds }: { cityId: number; id: number; bodyIds: readonly number[] },
): Promise<{ id: number; bodyId: number } | null> {
  return db.queueTicket.findFirst({
    where: { id, cityId, bodyId: { in: [...bodyIds] } },
    select: { id: true, bodyId: true },
  })
}

/** The window from which this person called last; '' for who never did. */
export async function lastWindowOf(
  { db }: Db,
  { bodyId, staffId }: { bodyId: number; staffId: number },
): Promise<string> {
  const last = await db.queueTicket.findFirst({
    where: { bodyId, staffId, window: { not: '' } },
    orderBy: { id: 'desc' },
    select: { window: true },
  })
  return last?.window ?? ''
}
