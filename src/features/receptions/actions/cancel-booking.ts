import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { freePlace } from './free-place.ts'
import { lockReception } from './lock-reception.ts'
import { tellNews } from './tell-news.ts'

type ActDeps = Pick<Deps, 'db' | 'jobs' | 'now'>
/** `id` of a booking and of its reception, as the caller has found them. */
export type Which = { id: number; receptionId: number }

/** Who of the staff does it for a visitor; none: the visitor does. */
type ByStaff = { staffId?: number }

/** `wished`: the visitor asked the staff for it. */
type Cancelling = Which & ByStaff & { wished?: boolean }

/**
 * Gives a place or a number in the line back; the next in line is told, and the visitor when staff did it: who wished it
 * by mail alone. False: it was over already.
 */
export function cancelBooking(
  deps: ActDeps,
  { id, receptionId, staffId, wished = false }: Cancelling,
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
      await tellNews(tx, deps, { ids: [id], kind: 'dropped', quiet: wished })
      await logged(tx, { id, cityId: reception.cityId, staffId, at, to: 'cancelled', wished })
    }
    if (booking.slotId !== null) await freePlace(tx, deps, { reception, slotId: booking.slotId })
    return true
  })
}

type Logged = { id: number; cityId: number; staffId: number; at: number; to: string; wished?: boolean }

const logged = (tx: Transaction, { id, to, wished = false, ...act }: Logged): Promise<void> =>
  logStaffAct(tx, {
    ...{ ...act, kind: 'reception', subject: `reception-booking ${id}` },
    detail: wished ? { to, wished } : { to },
  })

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
    await tellNews(tx, deps, { ids: [id], kind: 'lapsed' })
    await freePlace(tx, deps, { reception, slotId: booking.slotId })
    return true
  })
}

/**
 * When booking is over whoever still waits is told that no place became free; not before the last offer has passed on,
 * because its place goes to the first of them. Answers how many.
 */
export async function endWaiting(deps: ActDeps): Promise<number> {
  const at = toDate(deps.now().epochMilliseconds)
  const over = await deps.db.reception.findMany({
    where: {
      closesAt: { lte: at },
      AND: [{ bookings: { some: { state: 'waiting' } } }, { bookings: { none: { state: 'offered' } } }],
    },
    orderBy: { id: 'asc' },
    select: { id: true },
    take: 200,
  })
  let ended = 0
  for (const { id } of over) ended += await endList(deps, id)
  return ended
}

function endList(deps: ActDeps, receptionId: number): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    // Whoever frees a place of it at this moment is waited for
    if ((await lockReception(tx, receptionId)) === null) return 0
    const lapsed = await tx.receptionBooking.updateManyAndReturn({
      where: { receptionId, state: 'waiting' },
      data: { state: 'lapsed', endedAt: toDate(deps.now().epochMilliseconds) },
      select: { id: true },
    })
    await tellNews(tx, deps, { ids: lapsed.map(({ id }) => id), kind: 'lapsed' })
    return lapsed.length
  })
}
