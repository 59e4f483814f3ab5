import { bookPlace } from '../../../src/features/receptions/actions/book-place.ts'
import { plantReceptions } from '../../receptions/visitors.ts'
import type { Portal } from '../../support/portal.ts'

/** Lines of receptions; see open-table.ts and staff-table.ts. */
export const receptionsOpenTable: Readonly<Record<string, string>> = {
  'get /:lang/:city/receptions': '200',
  'get /:lang/:city/receptions/bodies': '200',
  'get /:lang/:city/receptions/bodies/:body': '404',
  'get /:lang/:city/receptions/timetable.ics': '200',
  'get /:lang/:city/receptions/statistics': '200',
  'get /:lang/:city/receptions/queue/:body': '404',
  'get /:lang/:city/receptions/bookings/:token': '404',
  'post /:lang/:city/receptions/bookings/:token/cancel': '404',
  'post /:lang/:city/receptions/bookings/:token/accept': '404',
  'get /:lang/:city/receptions/bookings/:token/calendar.ics': '404',
  'get /:lang/:city/receptions/:reception': '200',
  'post /:lang/:city/receptions/:reception': '422',
}

export const receptionsStaffTable: Readonly<Record<string, string>> = {
  'get /staff/receptions': 'somebody 303',
  'get /staff/receptions/:city': 'ofCity 200',
  'get /staff/receptions/:city/bodies': 'ofCity 200',
  'get /staff/receptions/:city/bodies/new': 'admins 200',
  'post /staff/receptions/:city/bodies/new': 'admins 422',
  'get /staff/receptions/:city/bodies/:body': 'managersOf 200',
  'post /staff/receptions/:city/bodies/:body': 'managersOf 422',
  'get /staff/receptions/:city/bodies/:body/series/new': 'managersOf 200',
  'post /staff/receptions/:city/bodies/:body/series/new': 'managersOf 422',
  'get /staff/receptions/:city/series/:series': 'managersOf 200',
  'post /staff/receptions/:city/series/:series': 'managersOf 422',
  'post /staff/receptions/:city/series/:series/end': 'managersOf 409',
  'get /staff/receptions/:city/days/:reception': 'contactReaders 200',
  'post /staff/receptions/:city/days/:reception/book': 'contactReaders 422',
  'post /staff/receptions/:city/days/:reception/cancel': 'contactReaders 422',
  'get /staff/receptions/:city/bookings/:booking': 'contactReaders 200',
  'post /staff/receptions/:city/bookings/:booking/contacts': 'contactReaders 200',
  'post /staff/receptions/:city/bookings/:booking/accept': 'contactReaders 303',
  'post /staff/receptions/:city/bookings/:booking/came': 'contactReaders 303',
  'post /staff/receptions/:city/bookings/:booking/missed': 'contactReaders 303',
  'post /staff/receptions/:city/bookings/:booking/cancel': 'contactReaders 303',
  'post /staff/receptions/:city/bookings/:booking/minutes': 'contactReaders 422',
  'post /staff/receptions/:city/bookings/:booking/promises': 'contactReaders 422',
  'get /staff/receptions/:city/promises': 'ofCity 200',
  'post /staff/receptions/:city/promises/:promise/done': 'contactReaders 422',
  'get /staff/receptions/:city/calls': 'ofCity 200',
  'post /staff/receptions/:city/calls/:booking/contacts': 'contactReaders 200',
  'post /staff/receptions/:city/calls/:booking/called': 'contactReaders 303',
  'get /staff/receptions/:city/queue/:body': 'contactReaders 200',
  'post /staff/receptions/:city/queue/:body/issue': 'contactReaders 303',
  'post /staff/receptions/:city/queue/:body/next': 'contactReaders 422',
  'post /staff/receptions/:city/tickets/:queued/done': 'contactReaders 303',
  'post /staff/receptions/:city/tickets/:queued/skip': 'contactReaders 303',
}

/** A body of the roads with a rule, somebody who has booked, a promise and a number of the queue. */
export async function plantReceptionThings(portal: Portal): Promise<Record<string, string>> {
  const { deps, cast } = portal
  const { db } = deps
  const { body, receptions } = await plantReceptions(portal)
  const receptionId = receptions[0] ?? 0
  const series = await db.receptionSeries.findFirstOrThrow({ where: { bodyId: body } })
  const contact = { name: 'Айгүл', email: null, phone: '+77051234567', topic: 'Яма у школы' }
  await bookPlace(deps, {
    ...{ receptionId, slotId: null, channel: 'phone', lang: 'ru', ...contact },
    ...{ consentVersion: null, formKey: Buffer.alloc(32, 9) },
  })
  const booking = await db.receptionBooking.findFirstOrThrow({ where: { receptionId } })
  const own = { cityId: cast.city.id, bodyId: body, staffId: cast.staff.head }
  const promise = await db.receptionPromise.create({
    data: {
      ...{ ...own, bookingId: booking.id, text: 'Починим до лета', formKey: Buffer.alloc(32, 8) },
      ...{ dueOn: new Date('2026-05-01'), createdAt: new Date('2026-03-11T07:00:00Z') },
    },
  })
  const ticket = await db.queueTicket.create({
    data: { ...own, day: new Date('2026-03-10'), no: 1, issuedAt: new Date('2026-03-10T07:00:00Z') },
  })
  return {
    ...{ body: String(body), reception: String(receptionId), series: String(series.id) },
    ...{ booking: String(booking.id), promise: String(promise.id), queued: String(ticket.id) },
  }
}
