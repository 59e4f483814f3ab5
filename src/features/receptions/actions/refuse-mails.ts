import type { Deps } from '../../../platform/deps.ts'
import { callReasons } from '../rules.ts'
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
  const booking = await deps.db.receptionBooking.findUnique({ where: { id } })
  const why = callReasons.find((one) => one === booking?.news)
  if (booking === null || why === undefined) return
  await askToCall(deps, { bookingId: id, cityId: booking.cityId, why })
}

/** Writes down that an address takes no mail, so that staff call instead. `refusal` as the mail server says it. */
export async function refuseMails(
  { db }: Pick<Deps, 'db'>,
  { id, refusal }: { id: number; refusal: string },
): Promise<void> {
  await db.receptionBooking.updateMany({ where: { id }, data: { refusal } })
}
