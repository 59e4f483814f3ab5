import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { freePlace } from './free-place.ts'
import { lockReception } from './lock-reception.ts'

type ActDeps = Pick<Deps, 'db' | 'jobs' | 'now'>
/** `id` of a booking and of its reception, as the caller has found them. */
export type Which = { id: number; receptionId: number }

/** Who of the staff does it for a visitor; none: the visitor does. */
type ByStaff = { staffId?: number }

/**
 * Gives a place or a number in the line back; the next in line is told, and the visitor when staff did it. False: it was
 * over already.
 */
export function cancelBooking(
  deps: ActDeps,
  { id, receptionId, staffId }: Which & ByStaff,
): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const reception = await lockReception(tx, receptionId)
    const booking = await tx.receptionBooking.findFirst({
      where: { id, receptionId, state: { in: ['booked', 'waiting', 'offered'] } },
    })
    if (reception === null || booking === null) return false
    const at = deps.now().epochMilliseconds
    // Check-in does not lock the reception: who came meanwhile has come.
    const { count } = await tx.receptionBooking.updateMany({
      where: { id, state: booking.state },
      data: { state: 'cancelled', slotId: null, endedAt: toDate(at) },
    })
    if (count === 0) return false
    if (staffId !== undefined) {
      await deps.jobs.add(tx, 'receptions.letter', { booking: id, kind: 'dropped' })
      await logged(tx, { id, cityId: reception.cityId, staffId, at, to: 'cancelled' })
    }
    if (booking.slotId !== null) await freePlace(tx, deps, { reception, slotId: booking.slotId })
    return true
  })
}

type Logged = { id: number; cityId: number; staffId: number; at: number; to: string }

const logged = (tx: Transaction, { id, to, ...act }: Logged): Promise<void> =>
  logStaffAct(tx, { ...act, kind: 'reception', subject: `reception-booking ${id}`, detail: { to } })

/** Takes the place that was kept; false: somebody was too late. */
export function acceptOffer(deps: ActDeps, { id, receptionId, staffId }: Which & ByStaff): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const now = deps.now().epochMilliseconds
    const reception = await lockReception(tx, receptionId)
    if (reception === null || reception.cancelledAt !== null) return false
    const { count } = await tx.receptionBooking.updateMany({
      where: { id, receptionId, state: 'offered', offeredUntil: { gt: toDate(now) } },
      data: { state: 'booked', offeredUntil: null },
    })
    if (count === 0) return false
    await deps.jobs.add(tx, 'receptions.letter', { booking: id, kind: 'booked' })
    if (staffId !== undefined)
      await logged(tx, { id, cityId: reception.cityId, staffId, at: now, to: 'booked' })
    return true
  })
}

/** Offers that nobody took pass on to the next in line. Answers how many. */
export async function lapseOffers(deps: ActDeps): Promise<number> {
  const at = toDate(deps.now().epochMilliseconds)
  const due = await deps.db.receptionBooking.findMany({
    where: { state: 'offered', offeredUntil: { lte: at } },
    orderBy: { offeredUntil: 'asc' },
    select: { id: true, receptionId: true },
    take: 200,
  })
  let lapsed = 0
  for (const one of due) if (await lapseOffer(deps, one)) lapsed++
  return lapsed
}

function lapseOffer(deps: ActDeps, { id, receptionId }: Which): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const at = toDate(deps.now().epochMilliseconds)
    const reception = await lockReception(tx, receptionId)
    const booking = await tx.receptionBooking.findFirst({
      where: { id, state: 'offered', offeredUntil: { lte: at } },
    })
    if (reception === null || booking === null || booking.slotId === null) return false
    await tx.receptionBooking.update({
      where: { id },
      data: { state: 'lapsed', slotId: null, endedAt: at },
    })
    await deps.jobs.add(tx, 'receptions.letter', { booking: id, kind: 'lapsed' })
    await freePlace(tx, deps, { reception, slotId: booking.slotId })
    return true
  })
}

/** When booking is over whoever still waits is told that no place became free. Answers how many. */
export async function endWaiting(deps: ActDeps): Promise<number> {
  const at = toDate(deps.now().epochMilliseconds)
  return inTransaction(deps.db, async (tx) => {
    const over = await tx.$queryRaw<{ id: number }[]>`
      UPDATE reception_booking b SET state = 'lapsed', ended_at = ${at}
      FROM reception r WHERE r.id = b.reception_id AND b.state = 'waiting' AND r.closes_at <= ${at}
      RETURNING b.id`
    for (const { id } of over) {
      await deps.jobs.add(tx, 'receptions.letter', { booking: id, kind: 'lapsed' })
    }
    return over.length
  })
}
