import type { Request, RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { issueTicket, verifyTicket } from '../../../platform/crypto/form-ticket.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { networkIn, rateLimit } from '../../../platform/http/rate-limit.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { calendarOf } from '../../city/index.ts'
import { currentConsent } from '../../complaints/index.ts'
import { bookPlace } from '../actions/book-place.ts'
import { receptionPaths } from '../paths.ts'
import { bodiesOf, receptionById, slotsOf, timetableOf } from '../queries.ts'
import { type Place, placeOf } from '../reading.ts'
import { bodiesModel, bodiesPage, bodyModel, bodyPage } from './bodies-page.ts'
import { calendarText, sendCalendar } from './calendar.ts'
import { bookingForm } from './forms.ts'
import { type ShowInput, showModel, showPage } from './show-page.ts'
import { type Asked, perPage, timetableModel, timetablePage } from './timetable-page.ts'

const day = z.iso.date()
const mostInCalendar = 300

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function timetableHandlers(
  deps: Deps,
): Record<'list' | 'bodies' | 'body' | 'calendar', RequestHandler> {
  const todayIn = ({ city, now }: Place) => localDate(now, city.timeZone).toString()
  return {
    list: async (req, res) => {
      const place = placeOf(deps, res)
      const today = todayIn(place)
      const asked = askedOf(req, today)
      const bodies = await bodiesOf(deps, place.city.id)
      const chosen = bodies.filter(({ code }) => code === asked.body).map(({ id }) => id)
      const rows = await timetableOf(deps, {
        cityId: place.city.id,
        bodyIds: chosen.length === 0 ? null : chosen,
        ...{ from: asked.from, to: null, limit: perPage + 1, offset: (asked.page - 1) * perPage },
        ...(asked.free ? { freeAt: place.now.epochMilliseconds } : {}),
      })
      timetablePage(res, timetableModel({ ...place, bodies, rows, asked, today }))
    },

    bodies: async (_req, res) => {
      const place = placeOf(deps, res)
      const [bodies, calendar] = await Promise.all([
        bodiesOf(deps, place.city.id),
        calendarOf(deps, place.city.calendar),
      ])
      bodiesPage(res, bodiesModel({ ...place, bodies, calendar }))
    },

    body: async (req, res) => {
      const place = placeOf(deps, res)
      const [bodies, calendar] = await Promise.all([
        bodiesOf(deps, place.city.id),
        calendarOf(deps, place.city.calendar),
      ])
      const body = bodies.find(({ code }) => code === req.params['body'])
      if (body === undefined) throw new NotFound('body')
      const asked = { cityId: place.city.id, bodyIds: [body.id], from: todayIn(place), to: null }
      const rows = await timetableOf(deps, { ...asked, limit: perPage })
      bodyPage(res, bodyModel({ ...place, bodies, calendar, body, rows }))
    },

    calendar: async (req, res) => {
      const place = placeOf(deps, res)
      const { city, lang } = place
      const bodies = await bodiesOf(deps, city.id)
      const chosen = bodies.filter(({ code }) => code === req.query['body']).map(({ id }) => id)
      const rows = await timetableOf(deps, {
        ...{ cityId: city.id, bodyIds: chosen.length === 0 ? null : chosen },
        ...{ from: todayIn(place), to: null, limit: mostInCalendar },
      })
      const entries = rows.map((reception) => ({
        reception,
        body: bodies.find(({ id }) => id === reception.bodyId),
        href: receptionPaths.show(lang, city.slug, reception.id),
      }))
      sendCalendar(res, calendarText(entries, place, deps.config.publicUrl))
    },
  }
}

/** A day that has gone, or is none, is today. */
function askedOf({ query }: Request, today: string): Asked {
  const from = day.safeParse(query['from'])
  return {
    body: text(query['body']),
    from: from.success && from.data > today ? from.data : today,
    free: query['free'] === '1',
    page: /^[1-9]\d{0,2}$/.test(text(query['page'])) ? Number(text(query['page'])) : 1,
  }
}

const ticketForm = 'reception'
const ticketAge = Temporal.Duration.from({ hours: 12 })
/** Nobody reads and fills in the form faster; programs do. */
const quickestMs = 2000

export function bookingFormHandlers(deps: Deps): Record<'show' | 'book', RequestHandler> {
  // Whole cities sit behind one mobile address: the limit is for floods alone.
  const limit = rateLimit(deps, { name: 'reception-booking', points: 3000, seconds: 3600 })

  // Anybody can type somebody's address: it is written to so often and no more, known or not.
  const perReception = rateLimit(deps, { name: 'reception-contact', points: 3, seconds: 86_400 })
  const perContact = rateLimit(deps, { name: 'reception-contact-all', points: 10, seconds: 86_400 })
  const limited = async (network: string, receptionId: number, contact: string): Promise<number> => {
    const wait = await limit(network)
    if (wait > 0) return wait
    return (await perReception(`${receptionId} ${contact}`)) || (await perContact(contact))
  }
  const giveBack = async (receptionId: number, contact: string): Promise<void> => {
    await Promise.all([perReception.giveBack(`${receptionId} ${contact}`), perContact.giveBack(contact)])
  }

  const inputOf = async (res: Response): Promise<ShowInput> => {
    const place = placeOf(deps, res)
    const id = Number(res.req.params['reception'])
    const isId = Number.isInteger(id) && id > 0 && id < 2 ** 31
    const reception = isId ? await receptionById(deps, { cityId: place.city.id, id }) : null
    if (reception === null) throw new NotFound('reception')
    const [slots, bodies] = await Promise.all([slotsOf(deps, id), bodiesOf(deps, place.city.id)])
    const body = bodies.find((one) => one.id === reception.bodyId)
    return { ...place, reception, body, slots, ticket: issueTicket(deps.keys, ticketForm, deps.now()) }
  }

  return {
    show: async (_req, res) => showPage(res, showModel(await inputOf(res))),

    book: async (req, res) => {
      const input = await inputOf(res)
      const { city, lang, reception } = input
      const typed = typedFields(req.body)
      const again = (more: Partial<ShowInput>, status = 422) =>
        showPage(res, showModel({ ...input, typed, ...more }), status)
      const parsed = parseForm(bookingForm(city), req.body)
      if (!parsed.ok) return again({ errors: parsed.form.errors })
      const { ticket, website, slot, ...form } = parsed.value
      const verified = verifyTicket(deps.keys, ticket, {
        form: ticketForm,
        now: deps.now(),
        maxAge: ticketAge,
      })
      // Whoever fills in what people do not see gets the form again.
      if (!verified.ok || website !== '') return again({ message: 'old' })
      if (verified.age.total('milliseconds') < quickestMs) return again({ message: 'quick' })
      const contact = form.email ?? form.phone ?? ''
      const wait = await limited(networkIn(res), reception.id, contact)
      if (wait > 0) {
        res.set('Retry-After', String(Math.ceil(wait / 1000)))
        return again({ message: 'often' }, 429)
      }
      const booked = await bookPlace(deps, {
        ...{ receptionId: reception.id, slotId: slot, channel: 'web', lang, consentVersion: currentConsent },
        ...{ name: form.name, email: form.email, phone: form.phone, topic: form.topic },
        formKey: formKeyOf(req, verified.nonce),
      })
      if (booked.ok) {
        return res.redirect(303, receptionPaths.booking(lang, city.slug, booked.token, booked.state))
      }
      // Nothing was booked and nobody is written to
      await giveBack(reception.id, contact)
      if (booked.why === 'gone') throw new NotFound('reception')
      // What is free has changed meanwhile.
      const fresh = await inputOf(res)
      const message = booked.why === 'slot' ? 'slot' : 'closed'
      showPage(res, showModel({ ...fresh, typed, message }), 409)
    },
  }
}
