import type { Transaction } from '../../../platform/db/transaction.ts'

/** Instants in milliseconds UTC. */
export type LockedReception = {
  id: number
  cityId: number
  startsAt: number
  opensAt: number
  closesAt: number
  cancelledAt: number | null
  waitingMost: number
  places: number
  taken: number
  waiting: number
}

type Row = {
  id: number
  city_id: number
  starts_at: Date
  opens_at: Date
  closes_at: Date
  cancelled_at: Date | null
  waiting_most: number
}
type Counts = { places: number; taken: number; waiting: number }

/**
 * Whoever changes bookings of a reception waits here for whoever was first, so that places and the order of the waiting
 * list are read as they are. Null when there is none of that id.
 */
export async function lockReception(tx: Transaction, id: number): Promise<LockedReception | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT id, city_id, starts_at, opens_at, closes_at, cancelled_at, waiting_most
    FROM reception WHERE id = ${id} FOR UPDATE`
  if (row === undefined) return null
  // A statement of its own: it sees what was committed while this one waited.
  const [counts] = await tx.$queryRaw<Counts[]>`
    SELECT coalesce(sum(places), 0)::int AS places, coalesce(sum(taken), 0)::int AS taken,
      (SELECT count(*)::int FROM reception_booking b WHERE b.reception_id = ${id} AND b.state = 'waiting') AS waiting
    FROM reception_slot WHERE reception_id = ${id}`
  return {
    ...{ id: row.id, cityId: row.city_id, waitingMost: row.waiting_most },
    startsAt: row.starts_at.getTime(),
    opensAt: row.opens_at.getTime(),
    closesAt: row.closes_at.getTime(),
    cancelledAt: row.cancelled_at?.getTime() ?? null,
    ...(counts ?? { places: 0, taken: 0, waiting: 0 }),
  }
}
