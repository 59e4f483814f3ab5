import { dayToDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

type Db = Pick<Deps, 'db'>

export type TicketRow = { id: number; no: number; state: string; window: string; bookingId: number | null }

/** Of a line so many numbers are shown; the count says how long it is. */
const mostInLine = 100

/** Who was called at a window on a day, the head of the line, how long it is, and how many were served. */
export async function queueOf(
  { db }: Db,
  { bodyId, day }: { bodyId: number; day: string },
): Promise<{ called: TicketRow[]; waiting: TicketRow[]; line: number; served: number; last: number }> {
  const at = { bodyId, day: dayToDate(day) }
  const select = { id: true, no: true, state: true, window: true, bookingId: true, calledAt: true } as const
  const [called, waiting, line, served, counter] = await Promise.all([
    db.queueTicket.findMany({
      where: { ...at, state: 'called' },
      orderBy: [{ calledAt: 'desc' }, { no: 'desc' }],
      select,
    }),
    db.queueTicket.findMany({
      where: { ...at, state: 'waiting' },
      orderBy: { no: 'asc' },
      select,
      take: mostInLine,
    }),
    db.queueTicket.count({ where: { ...at, state: 'waiting' } }),
    db.queueTicket.count({ where: { ...at, state: 'served' } }),
    db.queueCounter.findUnique({ where: { bodyId_day: at } }),
  ])
  return {
    ...{ called, waiting, line, served },
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
