import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { rateLimit } from '../../../platform/http/rate-limit.ts'
import { cityOf } from '../../city/index.ts'
import { currentConsent, readingOf } from '../../complaints/index.ts'
import { askForHelp } from '../actions/ask-for-help.ts'
import { askQuestion } from '../actions/ask-question.ts'
import { changeGroup } from '../actions/change-group.ts'
import { leave } from '../actions/leave.ts'
import { signUp } from '../actions/sign-up.ts'
import { sendEvents } from '../calendar.ts'
import { eventPaths } from '../paths.ts'
import type { EventWhole } from '../queries.ts'
import { doorOf } from '../rules.ts'
import { doorTo } from './door.ts'
import {
  askModel,
  askPage,
  mineModel,
  minePage,
  questionModel,
  questionPage,
  type SignUpInput,
  signUpModel,
  signUpPage,
} from './form-pages.ts'
import { AskForm, GroupForm, QuestionForm, SignUpForm } from './forms.ts'
import { eventIdIn } from './handlers.ts'
import { announcedEvent, type OwnSignUp, signUpByTicket } from './queries.ts'

const statusOf = { old: 422, often: 429 } as const

async function eventIn(deps: Deps, req: Request, res: Response): Promise<EventWhole> {
  const event = await announcedEvent(deps, { cityId: cityOf(res).id, eventId: eventIdIn(req) })
  if (event === null) throw new NotFound('event')
  return event
}

export function signUpHandlers(deps: Deps): Record<'show' | 'send', RequestHandler> {
  const door = doorTo(deps, 'event-sign-up')
  // Anybody can type somebody's address: it is taken so often and no more, known or not
  const perEvent = rateLimit(deps, { name: 'event-contact', points: 3, seconds: 86_400 })
  const perContact = rateLimit(deps, { name: 'event-contact-all', points: 10, seconds: 86_400 })
  const waitOf = async (eventId: number, contact: string): Promise<number> =>
    (await perEvent(`${eventId} ${contact}`)) || (await perContact(contact))
  const giveBack = async (eventId: number, contact: string): Promise<void> => {
    await Promise.all([perEvent.giveBack(`${eventId} ${contact}`), perContact.giveBack(contact)])
  }
  const answer = async (res: Response, input: Omit<SignUpInput, 'ticket'>, status = 200) =>
    signUpPage(res, signUpModel({ ...input, ticket: door.ticket() }, await readingOf(deps, res)), status)
  return {
    show: async (req, res) => {
      const event = await eventIn(deps, req, res)
      await answer(res, { event })
    },

    send: async (req, res) => {
      const event = await eventIn(deps, req, res)
      const { city, lang, now } = await readingOf(deps, res)
      const parsed = parseForm(SignUpForm(city, event.groupMost), req.body)
      if (!parsed.ok) return answer(res, { event, ...parsed.form }, 422)
      const typed = typedFields(req.body)
      const passed = await door.pass(res, parsed.value)
      if (!passed.ok) return answer(res, { event, typed, problem: passed.problem }, statusOf[passed.problem])
      // Whoever fills in what people do not see gets the form again
      if (passed.isRobot) return answer(res, { event, typed, problem: 'old' }, 422)
      const { name, email, phone, persons } = parsed.value
      const contact = email ?? phone ?? ''
      const wait = await waitOf(event.id, contact)
      if (wait > 0) {
        res.set('Retry-After', String(Math.ceil(wait / 1000)))
        return answer(res, { event, typed, problem: 'often' }, 429)
      }
      const done = await signUp(deps, {
        ...{ eventId: event.id, cityId: city.id, contact: { name, email, phone }, persons, lang },
        ...{ consentVersion: currentConsent, formKey: passed.formKey, at: now },
      })
      switch (done.outcome) {
        case 'given':
        case 'waiting': {
          const said = done.outcome === 'given' ? 'signed' : 'listed'
          return res.redirect(303, eventPaths.mine(lang, city.slug, done.ticket, said))
        }
        case 'shut':
          await giveBack(event.id, contact)
          return answer(res, { event: await eventIn(deps, req, res), typed }, 409)
      }
    },
  }
}

export function mineHandlers(deps: Deps): Record<'show' | 'group' | 'leave' | 'calendar', RequestHandler> {
  const ownIn = async (req: Request, res: Response) => {
    const ticket = String(req.params['pass'])
    const cityId = cityOf(res).id
    const own = /^[\w-]{22}$/.test(ticket) ? await signUpByTicket(deps, ticket, cityId) : null
    const event = own === null ? null : await announcedEvent(deps, { cityId, eventId: own.eventId })
    if (own === null || event === null) throw new NotFound('sign-up')
    return { ticket, own, event, reading: await readingOf(deps, res) }
  }
  const stands = (own: OwnSignUp, event: EventWhole, at: number) =>
    own.state !== 'left' && event.state === 'published' && doorOf(event, at) !== 'over'
  return {
    show: async (req, res) => {
      const { ticket, own, event, reading } = await ownIn(req, res)
      const { done } = req.query
      const said = typeof done === 'string' ? done : null
      minePage(res, mineModel({ ticket, signUp: own, event, done: said }, reading))
    },

    group: async (req, res) => {
      const { ticket, own, event, reading } = await ownIn(req, res)
      const { city, lang, now } = reading
      const parsed = parseForm(GroupForm(Math.max(event.groupMost, own.persons)), req.body)
      const back = { ticket, signUp: own, event, done: null }
      if (!parsed.ok) return minePage(res, mineModel({ ...back, ...parsed.form }, reading), 422)
      if (!stands(own, event, now)) return minePage(res, mineModel(back, reading), 409)
      const { persons } = parsed.value
      const change = await changeGroup(deps, { eventId: event.id, signUpId: own.id, persons, at: now })
      if (change === 'full') return minePage(res, mineModel({ ...back, full: true }, reading), 409)
      res.redirect(303, eventPaths.mine(lang, city.slug, ticket, 'changed'))
    },

    leave: async (req, res) => {
      const { ticket, own, event, reading } = await ownIn(req, res)
      const { city, lang, now } = reading
      if (stands(own, event, now)) await leave(deps, { eventId: event.id, signUpId: own.id, at: now })
      res.redirect(303, eventPaths.mine(lang, city.slug, ticket, 'left'))
    },

    calendar: async (req, res) => {
      const { event, reading } = await ownIn(req, res)
      sendEvents(res, [event], reading)
    },
  }
}

export function askHandlers(deps: Deps): Record<'show' | 'send', RequestHandler> {
  const door = doorTo(deps, 'event-ask')
  return {
    show: async (req, res) => {
      const done = req.query['done'] === 'sent'
      askPage(res, askModel({ ticket: door.ticket(), done }, await readingOf(deps, res)))
    },

    send: async (req, res) => {
      const reading = await readingOf(deps, res)
      const { city, lang, now } = reading
      const ticket = door.ticket()
      const parsed = parseForm(AskForm(city), req.body)
      if (!parsed.ok) return askPage(res, askModel({ ticket, ...parsed.form }, reading), 422)
      const passed = await door.pass(res, parsed.value)
      if (!passed.ok) {
        const back = { typed: typedFields(req.body), problem: passed.problem }
        return askPage(res, askModel({ ticket, ...back }, reading), statusOf[passed.problem])
      }
      const { kind, text, place, wished, expected, name, email, phone } = parsed.value
      if (!passed.isRobot) {
        await askForHelp(deps, {
          ...{ cityId: city.id, kind, text, place, wished, persons: expected, lang, at: now },
          ...{ asker: { name, email, phone }, consentVersion: currentConsent, formKey: passed.formKey },
        })
      }
      res.redirect(303, eventPaths.ask(lang, city.slug, 'sent'))
    },
  }
}

export function questionHandlers(deps: Deps): Record<'show' | 'send', RequestHandler> {
  const door = doorTo(deps, 'event-question')
  const openEvent = async (req: Request, res: Response) => {
    const event = await eventIn(deps, req, res)
    const isComing = !['over', 'cancelled'].includes(doorOf(event, deps.now().epochMilliseconds))
    if (!isComing) throw new NotFound('event')
    return event
  }
  return {
    show: async (req, res) => {
      const event = await openEvent(req, res)
      const done = req.query['done'] === 'sent'
      questionPage(res, questionModel({ event, ticket: door.ticket(), done }, await readingOf(deps, res)))
    },

    send: async (req, res) => {
      const event = await openEvent(req, res)
      const reading = await readingOf(deps, res)
      const { city, lang, now } = reading
      const base = { event, ticket: door.ticket() }
      const parsed = parseForm(QuestionForm, req.body)
      if (!parsed.ok) return questionPage(res, questionModel({ ...base, ...parsed.form }, reading), 422)
      const passed = await door.pass(res, parsed.value)
      if (!passed.ok) {
        const back = { typed: typedFields(req.body), problem: passed.problem }
        return questionPage(res, questionModel({ ...base, ...back }, reading), statusOf[passed.problem])
      }
      const { text } = parsed.value
      if (!passed.isRobot)
        await askQuestion(deps, { eventId: event.id, text, lang, formKey: passed.formKey, at: now })
      res.redirect(303, eventPaths.question(lang, city.slug, event.id, 'sent'))
    },
  }
}
