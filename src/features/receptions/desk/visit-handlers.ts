import type { RequestHandler, Response } from 'express'
import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { isLang } from '../../../platform/i18n/texts.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { nameIn } from '../../city/index.ts'
import { currentConsent, fileComplaint } from '../../complaints/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { bodyFor, type Desk, type Doing, deskOf, idIn, maySettlePromise, promiseScope } from '../access.ts'
import { bookPlace } from '../actions/book-place.ts'
import { acceptOffer, cancelBooking } from '../actions/cancel-booking.ts'
import { cancelReception } from '../actions/cancel-reception.ts'
import { checkIn } from '../actions/check-in.ts'
import { addPromise, keepMinutes, settlePromise } from '../actions/keep-minutes.ts'
import { lookAtVisitor } from '../actions/look-at-visitor.ts'
import { type CheckIn, receptionDeskPaths } from '../paths.ts'
import { bookingsOf, promisesOfBooking, receptionById, slotsOf } from '../queries.ts'
import { type DayInput, dayModel, dayPage } from './day-page.ts'
import {
  CancelBookingForm,
  CancelForm,
  DoneForm,
  MinutesForm,
  promiseForm,
  staffBookingForm,
} from './forms.ts'
import { type PromisesInput, promisesModel, promisesPage } from './promises-page.ts'
import { bookingAtBodies, minutesOf, type PromiseRow, promiseById, promisesOf } from './queries.ts'
import { around, doneIn } from './timetable-handlers.ts'
import { type VisitInput, visitModel, visitPage } from './visit-page.ts'

export function dayHandlers(deps: Deps): Record<'show' | 'book' | 'cancel', RequestHandler> {
  const inputOf = async (res: Response, doing: Doing): Promise<DayInput & Pick<Desk, 'staff'>> => {
    const desk = await deskOf(deps, res)
    const { city, staff, may } = desk
    const reception = await receptionById(deps, { cityId: city.id, id: idIn(res, 'reception') })
    if (reception === null) throw new NotFound('reception')
    const body = bodyFor(desk, reception.bodyId, doing)
    const typedPage = String(res.req.query['page'])
    const page = /^[1-9]\d{0,3}$/.test(typedPage) ? Number(typedPage) : 1
    const [slots, bookings] = await Promise.all([
      slotsOf(deps, reception.id),
      bookingsOf(deps, { receptionId: reception.id, page }),
    ])
    const shown = { reception, body, slots, bookings, page, mayWork: may('work', body) }
    return { ...around(deps, res, city), ...shown, staff, done: doneIn(res), key: newToken() }
  }
  return {
    show: async (_req, res) => dayPage(res, dayModel(await inputOf(res, 'work'))),

    book: async (req, res) => {
      const input = await inputOf(res, 'work')
      const { city, reception, lang } = input
      const parsed = parseForm(staffBookingForm(city), req.body)
      if (!parsed.ok) return dayPage(res, dayModel({ ...input, ...parsed.form }), 422)
      const { key, slot, name, email, phone, topic, channel } = parsed.value
      const booked = await bookPlace(deps, {
        ...{ receptionId: reception.id, slotId: slot, channel, lang, name, email, phone, topic },
        ...{
          consentVersion: currentConsent,
          formKey: formKeyOf(req, hashToken(key)),
          staffId: input.staff.id,
        },
      })
      if (booked.ok) {
        return res.redirect(303, receptionDeskPaths.day(city.slug, reception.id, booked.state))
      }
      // What is free has changed meanwhile; what was typed stays.
      const fresh = await inputOf(res, 'work')
      dayPage(res, dayModel({ ...fresh, typed: typedFields(req.body), done: booked.why }), 409)
    },

    cancel: async (req, res) => {
      const input = await inputOf(res, 'work')
      const { city, reception, staff } = input
      const parsed = parseForm(CancelForm, req.body)
      if (!parsed.ok) return dayPage(res, dayModel({ ...input, ...parsed.form }), 422)
      await cancelReception(deps, {
        id: reception.id,
        cityId: city.id,
        staffId: staff.id,
        why: parsed.value.why,
      })
      res.redirect(303, receptionDeskPaths.home(city.slug, 'cancelled'))
    },
  }
}

export function visitHandlers(deps: Deps) {
  const inputOf = async (res: Response, doing: Doing): Promise<VisitInput & { staffId: number }> => {
    const desk = await deskOf(deps, res)
    const { city, staff, bodies, may } = desk
    const bodyIds = bodies.map(({ id }) => id)
    const booking = await bookingAtBodies(deps, { cityId: city.id, id: idIn(res, 'booking'), bodyIds })
    if (booking === null) throw new NotFound('booking')
    const body = bodyFor(desk, booking.bodyId, doing)
    const [reception, minutes, promises, directory] = await Promise.all([
      receptionById(deps, { cityId: city.id, id: booking.receptionId }),
      minutesOf(deps, booking.id),
      promisesOfBooking(deps, booking.id),
      directoryOf(deps, city.id),
    ])
    if (reception === null) throw new NotFound('reception')
    const shown = { booking, reception, body, minutes, promises, directory, mayWork: may('work', body) }
    return { ...around(deps, res, city), ...shown, key: newToken(), done: doneIn(res), staffId: staff.id }
  }

  const show: RequestHandler = async (_req, res) => visitPage(res, visitModel(await inputOf(res, 'work')))

  const contacts: RequestHandler = async (_req, res) => {
    const input = await inputOf(res, 'work')
    const { city, booking, staffId } = input
    const shown = await lookAtVisitor(deps, { bookingId: booking.id, cityId: city.id, staffId })
    visitPage(res, visitModel({ ...input, contacts: shown ?? { email: null, phone: null } }))
  }

  const act =
    (name: CheckIn): RequestHandler =>
    async (req, res) => {
      const { city, booking, staffId } = await inputOf(res, 'work')
      const form = parseForm(CancelBookingForm, req.body)
      const which = { id: booking.id, receptionId: booking.receptionId, staffId }
      const isDone =
        name === 'cancel'
          ? await cancelBooking(deps, { ...which, wished: form.ok && form.value.wished })
          : name === 'accept'
            ? await acceptOffer(deps, which)
            : await checkIn(deps, { id: booking.id, cityId: city.id, staffId, came: name === 'came' })
      res.redirect(303, receptionDeskPaths.day(city.slug, booking.receptionId, isDone ? name : 'late'))
    }

  const minutes: RequestHandler = async (req, res) => {
    const input = await inputOf(res, 'work')
    const { city, booking, staffId } = input
    const parsed = parseForm(MinutesForm, req.body)
    if (!parsed.ok) {
      const form = { kind: 'minutes' as const, ...parsed.form }
      return visitPage(res, visitModel({ ...input, form }), 422)
    }
    // Of whom somebody came to is no secret; what about stays under the seal.
    const consultation = { question: nameIn(input.body.names, input.lang), channel: 'front_office' }
    const written = { bookingId: booking.id, cityId: city.id, staffId, consultation, ...parsed.value }
    if (booking.state !== 'came') throw new NotFound('visit')
    if (await keepMinutes(deps, written)) {
      return res.redirect(303, receptionDeskPaths.booking(city.slug, booking.id, 'minutes'))
    }
    const fresh = await inputOf(res, 'work')
    const typed = { outcome: parsed.value.outcome, text: parsed.value.text }
    const form = { kind: 'minutes' as const, typed, errors: {} }
    visitPage(res, visitModel({ ...fresh, form, isConflict: true }), 409)
  }

  const promise: RequestHandler = async (req, res) => {
    const input = await inputOf(res, 'work')
    const { city, booking, body, directory, staffId } = input
    const asked = {
      officeIds: directory.offices.filter(({ current }) => current).map(({ id }) => id),
      categories: directory.categories.filter(({ current }) => current).map(({ code }) => code),
      today: localDate(deps.now(), city.timeZone).toString(),
    }
    const parsed = parseForm(promiseForm(asked), req.body)
    if (!parsed.ok) {
      const form = { kind: 'promise' as const, ...parsed.form }
      return visitPage(res, visitModel({ ...input, form }), 422)
    }
    if (booking.state !== 'came') throw new NotFound('visit')
    const { key, words, dueOn, office, kind } = parsed.value
    const formKey = formKeyOf(req, hashToken(key))
    const formToken = formKey.toString('base64url').slice(0, key.length)
    const complaint =
      kind === 'complaint' ? await fileFor(deps, { ...input, ...parsed.value, formToken }) : null
    await addPromise(deps, {
      ...{ cityId: city.id, bodyId: body.id, bookingId: booking.id, officeId: office, staffId },
      ...{ text: words, dueOn, complaint, formKey },
    })
    res.redirect(303, receptionDeskPaths.booking(city.slug, booking.id, 'promise'))
  }
  return { show, contacts, act, minutes, promise }
}

type Promised = Omit<VisitInput, 'contacts'> & {
  staffId: number
  formToken: string
  words: string
  category: string
  address: string
  contacts: boolean
}

/** A promise that others should see: a complaint in the words of staff, with the contacts if the visitor agrees. */
async function fileFor(deps: Deps, promised: Promised): Promise<string> {
  const { city, booking, directory, staffId, formToken, words, category, address, contacts } = promised
  const lang = isLang(booking.lang) && booking.lang !== 'en' ? booking.lang : 'ru'
  const { number } = await fileComplaint(deps, {
    ...{ city, formToken, text: words, address, landmark: '', districtId: null, point: null },
    actor: { kind: 'staff', staffId, officeId: null },
    ...{ channel: 'front_office', textLang: lang, replyLang: lang, visibility: 'public' },
    categoryId: directory.categories.find(({ code }) => code === category)?.id ?? null,
    ...(contacts
      ? {
          email: booking.visitor?.email ?? null,
          phone: booking.visitor?.phone ?? null,
          consentVersion: currentConsent,
        }
      : { email: null, phone: null }),
  })
  return number
}

export function promiseHandlers(deps: Deps): Record<'list' | 'done', RequestHandler> {
  const inputOf = async (res: Response): Promise<PromisesInput> => {
    const desk = await deskOf(deps, res)
    const { city, bodies, allBodies } = desk
    const [rows, directory] = await Promise.all([
      promisesOf(deps, promiseScope(desk)),
      directoryOf(deps, city.id),
    ])
    const maySettle = (row: PromiseRow) => maySettlePromise(desk, row)
    const today = localDate(deps.now(), city.timeZone).toString()
    return {
      ...around(deps, res, city),
      rows,
      bodies,
      allBodies,
      directory,
      maySettle,
      today,
      done: doneIn(res),
    }
  }
  return {
    list: async (_req, res) => promisesPage(res, promisesModel(await inputOf(res))),

    done: async (req, res) => {
      const desk = await deskOf(deps, res)
      const { city, staff } = desk
      const promise = await promiseById(deps, { cityId: city.id, id: idIn(res, 'promise') })
      if (promise === null || !maySettlePromise(desk, promise)) throw new NotFound('promise')
      const parsed = parseForm(DoneForm, req.body)
      if (!parsed.ok) {
        const back = { id: promise.id, ...parsed.form }
        return promisesPage(res, promisesModel({ ...(await inputOf(res)), back }), 422)
      }
      const settling = { id: promise.id, cityId: city.id, staffId: staff.id, note: parsed.value.note }
      const isDone = await settlePromise(deps, settling)
      res.redirect(303, receptionDeskPaths.promises(city.slug, isDone ? 'done' : 'gone'))
    },
  }
}
