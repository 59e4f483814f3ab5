import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { acceptOffer, cancelBooking } from '../actions/cancel-booking.ts'
import { receptionPaths } from '../paths.ts'
import { calendarText, sendCalendar } from '../public/calendar.ts'
import { bodiesOf, bookingByToken, promisesOfBooking, receptionById } from '../queries.ts'
import { placeOf } from '../reading.ts'
import { bookingModel, bookingPage } from './page.ts'

/** The pages of whoever has booked: seen by GET, changed by POST. */
export function bookingHandlers(
  deps: Deps,
): Record<'show' | 'cancel' | 'accept' | 'calendar', RequestHandler> {
  const found = async (res: Response) => {
    const place = placeOf(deps, res)
    const token = String(res.req.params['token'])
    const booking = await bookingByToken(deps, { cityId: place.city.id, token })
    if (booking === null) throw new NotFound('booking')
    const reception = await receptionById(deps, { cityId: place.city.id, id: booking.receptionId })
    if (reception === null) throw new NotFound('reception')
    const body = (await bodiesOf(deps, place.city.id)).find(({ id }) => id === reception.bodyId)
    return { ...place, token, booking, reception, body }
  }
  return {
    show: async (req, res) => {
      const input = await found(res)
      const promises = await promisesOfBooking(deps, input.booking.id)
      const done = typeof req.query['done'] === 'string' ? req.query['done'] : ''
      bookingPage(res, bookingModel({ ...input, promises, done, origin: deps.config.publicUrl }))
    },

    cancel: async (_req, res) => {
      const { city, lang, token, booking } = await found(res)
      const isDone = await cancelBooking(deps, booking)
      res.redirect(303, receptionPaths.booking(lang, city.slug, token, isDone ? 'cancelled' : 'late'))
    },

    accept: async (_req, res) => {
      const { city, lang, token, booking } = await found(res)
      const isDone = await acceptOffer(deps, booking)
      res.redirect(303, receptionPaths.booking(lang, city.slug, token, isDone ? 'accepted' : 'late'))
    },

    calendar: async (_req, res) => {
      const { token, booking, reception, body, ...place } = await found(res)
      const href = receptionPaths.booking(place.lang, place.city.slug, token)
      const entry = { reception, body, href, from: booking.slotStartsAt ?? undefined }
      sendCalendar(res, calendarText([entry], place, deps.config.publicUrl))
    },
  }
}
