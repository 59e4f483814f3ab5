import type { RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import { issueTicket, verifyTicket } from '../../../platform/crypto/form-ticket.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { networkIn, rateLimit } from '../../../platform/http/rate-limit.ts'
import { type City, calendarOf, cityOf, langOf, translateOf } from '../../city/index.ts'
import { currentConsent } from '../../complaints/index.ts'
import { addCallBack } from '../../operator/index.ts'
import { nextOpening } from '../next-opening.ts'
import { contactPaths } from '../paths.ts'
import { CallBackForm } from './call-back-form.ts'
import { type CallBackInput, callBackModel, callBackPage } from './call-back-page.ts'

const ticketForm = 'call-back'
const ticketAge = Temporal.Duration.from({ hours: 24 })
/** So long after the operators have begun somebody who asked is due. */
const answerMinutes = 60
/** Nobody reads and fills in the form faster; programs do. */
const quickestMs = 2000

/** "Call me back": a number and what it is about, for the operators of a city that has a contact centre. */
export function callBackHandlers(deps: Deps): Record<'show' | 'send', RequestHandler> {
  // Whole cities sit behind one mobile address: the limit is for floods alone
  const perNetwork = rateLimit(deps, { name: 'call-back', points: 1000, seconds: 3600 })
  // Anybody can type somebody's number: it is called so often and no more
  const perPhone = rateLimit(deps, { name: 'call-back-phone', points: 3, seconds: 86_400 })

  const opening = async ({ calendar, profile, timeZone }: City): Promise<Temporal.Instant | null> => {
    const around = { calendar: await calendarOf(deps, calendar), timeZone }
    const { hours = [], everyDay = false } = profile.desk ?? {}
    return nextOpening(hours, deps.now(), { ...around, everyDay })
  }
  const inputOf = async (res: Response): Promise<CallBackInput & { opens: Temporal.Instant | null }> => {
    const city = cityOf(res)
    if (city.profile.desk === null) throw new NotFound('call-back')
    const opens = await opening(city)
    const isNow = opens !== null && opens.epochMilliseconds <= deps.now().epochMilliseconds
    return {
      ...{ city, lang: langOf(res), t: translateOf(res), typed: {}, opens },
      opensAt: isNow ? 'now' : (opens?.epochMilliseconds ?? null),
      ticket: issueTicket(deps.keys, ticketForm, deps.now()),
    }
  }
  const often = (res: Response, input: CallBackInput, wait: number): void => {
    res.set('Retry-After', String(Math.ceil(wait / 1000)))
    callBackPage(res, callBackModel({ ...input, message: 'often' }), 429)
  }

  return {
    show: async (req, res) => {
      callBackPage(res, callBackModel({ ...(await inputOf(res)), done: req.query['done'] === '1' }))
    },

    send: async (req, res) => {
      const { opens, ...around } = await inputOf(res)
      const input = { ...around, typed: typedFields(req.body) }
      const { city, lang } = input
      const parsed = parseForm(CallBackForm(city), req.body)
      if (!parsed.ok) return callBackPage(res, callBackModel({ ...input, errors: parsed.form.errors }), 422)
      const { phone, name, about, ticket, website } = parsed.value
      const asked = { form: ticketForm, now: deps.now(), maxAge: ticketAge }
      const verified = verifyTicket(deps.keys, ticket, asked)
      if (!verified.ok) return callBackPage(res, callBackModel({ ...input, message: 'old' }), 422)
      if (verified.age.total('milliseconds') < quickestMs)
        return callBackPage(res, callBackModel({ ...input, message: 'quick' }), 422)
      const wait = (await perNetwork(networkIn(res))) || (await perPhone(`${city.id} ${phone}`))
      if (wait > 0) return often(res, input, wait)
      // Whoever fills in what people do not see is thanked and not listened to
      if (website === '') {
        await addCallBack(deps, {
          ...{ cityId: city.id, by: { formKey: formKeyOf(req, verified.nonce), consent: currentConsent } },
          ...{ phone, name, reason: about, lang },
          dueAt: (opens ?? deps.now()).add({ minutes: answerMinutes }).epochMilliseconds,
        })
      }
      res.redirect(303, contactPaths.callBack(lang, city.slug, { done: '1' }))
    },
  }
}
