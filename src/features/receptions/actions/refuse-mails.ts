import type { Deps } from '../../../platform/deps.ts'
import { askToCall } from './ask-to-call.ts'

/**
 * A mail came back: staff are to call about what the visitor has not learnt. Which mail it was is not known, so the
 * present state says it. Safe to repeat.
 */
export async function recordBounced(
  deps: Pick<Deps, 'db' | 'now'>,
  { id, refusal }: { id: number; refusal: string },
): Promise<void> {
  await refuseMails(deps, { id, refusal })
  const booking = await deps.db.receptionBooking.findUnique({ where: { id }, include: { reception: true } })
  if (booking === null) return
  const call = { bookingId: id, cityId: booking.cityId }
  if (booking.state === 'offered') await askToCall(deps, { ...call, why: 'offered' })
  if (booking.state === 'cancelled' && booking.reception.cancelledAt !== null)
    await askToCall(deps, { ...call, why: 'calledOff' })
}

/** Writes down that an address takes no mail, so that staff call instead. `refusal` as the mail server says it. */
export async function refuseMails(
  { db }: Pick<Deps, 'db'>,
  { id, refusal }: { id: number; refusal: string },
): Promise<void> {
  await db.receptionBooking.updateMany({ where: { id }, data: { refusal } })
}
