import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import { callsPage, NewsForm } from '../../calls/index.ts'
import { bodyFor, deskOf, idIn } from '../access.ts'
import { settleCall } from '../actions/ask-to-call.ts'
import { lookAtVisitor } from '../actions/look-at-visitor.ts'
import { receptionDeskPaths } from '../paths.ts'
import { callRows } from './call-queries.ts'
import { type VisitorCallsInput, visitorCallsModel } from './calls-page.ts'
import { bookingAtBodies } from './queries.ts'
import { around, doneIn } from './timetable-handlers.ts'

/** Visitors whom no mail reaches: who calls them sees the number, and the look is written down. */
export function callHandlers(deps: Deps): Record<'list' | 'contacts' | 'called', RequestHandler> {
  const inputOf = async (res: Response): Promise<VisitorCallsInput> => {
    const { city, bodies, may } = await deskOf(deps, res)
    const bodyIds = bodies.filter((body) => may('work', body)).map(({ id }) => id)
    const scope = { cityId: city.id, bodyIds, at: deps.now().epochMilliseconds }
    return { ...around(deps, res, city), rows: await callRows(deps, scope), done: doneIn(res) }
  }
  const found = async (res: Response) => {
    const desk = await deskOf(deps, res)
    const { city, staff, bodies } = desk
    const bodyIds = bodies.map(({ id }) => id)
    const booking = await bookingAtBodies(deps, { cityId: city.id, id: idIn(res, 'booking'), bodyIds })
    if (booking === null) throw new NotFound('booking')
    bodyFor(desk, booking.bodyId, 'work')
    return { city, which: { bookingId: booking.id, cityId: city.id, staffId: staff.id } }
  }
  return {
    list: async (_req, res) => callsPage(res, visitorCallsModel(await inputOf(res))),

    contacts: async (_req, res) => {
      const { which } = await found(res)
      const contacts = await lookAtVisitor(deps, which)
      const shown = contacts === null ? null : { bookingId: which.bookingId, ...contacts }
      callsPage(res, visitorCallsModel({ ...(await inputOf(res)), shown }))
    },

    called: async (req, res) => {
      const { city, which } = await found(res)
      const news = parseForm(NewsForm, req.body)
      const isDone = news.ok && (await settleCall(deps, { ...which, ...news.value }))
      res.redirect(303, receptionDeskPaths.calls(city.slug, isDone ? 'called' : 'gone'))
    },
  }
}
