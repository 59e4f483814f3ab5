import type { Deps } from '../../../platform/deps.ts'
import { type CallReason, callReasons } from '../rules.ts'
import { askToCall } from './ask-to-call.ts'

/**
 * A mail came back: staff are to call about the last news that went there. Which mail it was is not known: a call too
 * many is better than somebody who stands before a closed door. Safe to repeat.
 */
export async function recordBounced(
  deps: Pick<Deps, 'db' | 'now'>,
  { id, refusal }: { id: number; refusal: string },
): Promise<void> {
  await refuseMails(deps, { id, refusal })
  const booking = await deps.db.receptionBooking.findUnique({ where: { id }, include: { reception: true } })
  if (booking === null) return
  const why = booking.news === null ? byState(booking) : callReasons.find((one) => one === booking.news)
  if (why === undefined) return
  await askToCall(deps, { bookingId: id, cityId: booking.cityId, why })
}

type OldBooking = { state: string; reception: { cancelledAt: Date | null } }

/** For bookings whose last letter left before its news was written down. */
function byState({ state, reception }: OldBooking): CallReason | undefined {
  if (state === 'offered') return 'offered'
  return state === 'cancelled' && reception.cancelledAt !== null ? 'calledOff' : undefined
}

/** Writes down that an address takes no mail, so that staff call instead. `refusal` as the mail server says it. */
export async function refuseMails(
  { db }: Pick<Deps, 'db'>,
  { id, refusal }: { id: number; refusal: string },
): Promise<void> {
  await db.receptionBooking.updateMany({ where: { id }, data: { refusal } })
}
