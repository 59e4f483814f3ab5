import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { keptDays } from '../rules.ts'

/**
 * Takes contacts, topics and links out of bookings three months after the reception, and the words of minutes and
 * promises a year after it; the empty rows stay for the figures. Safe to repeat.
 */
export async function forgetOld(
  { db }: Pick<Deps, 'db'>,
  now: Temporal.Instant,
): Promise<{ contacts: number; minutes: number; promises: number }> {
  const before = (days: number) => toDate(now.subtract({ hours: days * 24 }).epochMilliseconds)
  const contacts = await db.receptionBooking.updateMany({
    where: { sealed: { not: null }, reception: { endsAt: { lt: before(keptDays.contacts) } } },
    data: { sealed: null, blindIndex: null },
  })
  const minutes = await db.receptionMinutes.updateMany({
    where: { sealed: { not: null }, at: { lt: before(keptDays.minutes) } },
    data: { sealed: null },
  })
  const promises = await db.receptionPromise.updateMany({
    where: { doneAt: { lt: before(keptDays.minutes) }, text: { not: '' } },
    data: { text: '', doneNote: '' },
  })
  return { contacts: contacts.count, minutes: minutes.count, promises: promises.count }
}
