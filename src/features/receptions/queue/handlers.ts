import type { RequestHandler } from 'express'
import { z } from 'zod'
import { newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf, onceKey } from '../../../platform/http/once-key.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { bodyFor, type Desk, deskOf, idIn } from '../access.ts'
import { callNext, endTicket, issueTicket } from '../actions/queue.ts'
import { type QueueAct, receptionDeskPaths, type TicketAct } from '../paths.ts'
import { type Body, bodiesOf } from '../queries.ts'
import { placeOf } from '../reading.ts'
import { type QueueInput, queueModel, queuePage, screenModel, screenPage } from './pages.ts'
import { lastWindowOf, queueOf, ticketAtBodies } from './queries.ts'

const WindowForm = z.object({
  window: z
    .string()
    .default('')
    .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
    .refine((typed) => typed.length > 0 && typed.length <= 20, { error: 'receptions:error.window' }),
})

const IssueForm = z.object({ key: onceKey })

const words = z
  .string()
  .default('')
  .pipe(z.string().trim().max(2000, { error: 'receptions:error.long' }))
const EndForm = z.object({ question: words, answer: words })

const refreshSeconds = 15

/** The plain page for a screen in the hall. The header makes it ask again by itself, without a script. */
export function showScreen(deps: Deps): RequestHandler {
  return async (req, res) => {
    const place = placeOf(deps, res)
    const body = (await bodiesOf(deps, place.city.id)).find(({ code }) => code === req.params['body'])
    if (body === undefined || body.queueLetter === null) throw new NotFound('queue')
    const day = localDate(place.now, place.city.timeZone).toString()
    const queue = await queueOf(deps, { bodyId: body.id, day })
    res.set('Refresh', String(refreshSeconds))
    screenPage(res, screenModel({ ...place, body, queue }))
  }
}

export function queueHandlers(deps: Deps) {
  const inputOf = async (desk: Desk, body: Body, res: Parameters<RequestHandler>[1]): Promise<QueueInput> => {
    const { city, staff } = desk
    const now = deps.now()
    const day = localDate(now, city.timeZone).toString()
    const queue = await queueOf(deps, { bodyId: body.id, day })
    const window = await lastWindowOf(deps, { bodyId: body.id, staffId: staff.id })
    const { done } = res.req.query
    const around = { city, now, lang: langOf(res), t: translateOf(res) }
    return { ...around, body, queue, window, done: typeof done === 'string' ? done : '', key: newToken() }
  }
  const queueBody = async (desk: Desk, id: number): Promise<Body> => {
    const body = bodyFor(desk, id, 'work')
    if (body.queueLetter === null) throw new NotFound('queue')
    return body
  }

  const show: RequestHandler = async (_req, res) => {
    const desk = await deskOf(deps, res)
    const body = await queueBody(desk, idIn(res, 'body'))
    queuePage(res, queueModel(await inputOf(desk, body, res)))
  }

  const act =
    (name: QueueAct): RequestHandler =>
    async (req, res) => {
      const desk = await deskOf(deps, res)
      const body = await queueBody(desk, idIn(res, 'body'))
      const { city, staff } = desk
      const day = localDate(deps.now(), city.timeZone).toString()
      const at = { cityId: city.id, bodyId: body.id, staffId: staff.id, day }
      if (name === 'issue') {
        const { key } = IssueForm.parse(typedFields(req.body))
        const no = await issueTicket(deps, { ...at, formKey: formKeyOf(req, key) })
        return res.redirect(303, receptionDeskPaths.queue(city.slug, body.id, String(no)))
      }
      const parsed = parseForm(WindowForm, req.body)
      if (!parsed.ok) {
        return queuePage(res, queueModel({ ...(await inputOf(desk, body, res)), ...parsed.form }), 422)
      }
      const called = await callNext(deps, { ...at, window: parsed.value.window })
      res.redirect(303, receptionDeskPaths.queue(city.slug, body.id, called === null ? 'nobody' : undefined))
    }

  const end =
    (name: TicketAct): RequestHandler =>
    async (req, res) => {
      const desk = await deskOf(deps, res)
      const { city, staff, bodies } = desk
      const bodyIds = bodies.map(({ id }) => id)
      const ticket = await ticketAtBodies(deps, { cityId: city.id, id: idIn(res, 'queued'), bodyIds })
      if (ticket === null) throw new NotFound('ticket')
      const body = bodyFor(desk, ticket.bodyId, 'work')
      const parsed = parseForm(EndForm, req.body)
      if (!parsed.ok) {
        const back = { ticketId: ticket.id, ...parsed.form }
        return queuePage(res, queueModel({ ...(await inputOf(desk, body, res)), back }), 422)
      }
      const said = parsed.value
      const ended = await endTicket(deps, {
        ...{ id: ticket.id, cityId: city.id, staffId: staff.id, served: name === 'done' },
        consultation: said.question === '' ? null : said,
      })
      res.redirect(303, receptionDeskPaths.queue(city.slug, ticket.bodyId, ended ? undefined : 'gone'))
    }
  return { show, act, end }
}
