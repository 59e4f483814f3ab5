import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { callsPage, NewsForm } from '../../calls/index.ts'
import { settleCall } from '../actions/ask-to-call.ts'
import { lookAtPeople } from '../actions/look-at-people.ts'
import { openContact } from '../contact.ts'
import { eventDeskPaths } from '../paths.ts'
import { callRows } from './call-queries.ts'
import { type EventCallsInput, eventCallsModel } from './calls-page.ts'
import { idIn } from './people-handlers.ts'
import { deskReading, eventAt } from './place.ts'
import { peopleHomes } from './rights.ts'

/** Those whom no mail reaches: who calls them sees the number, and the look is written down. */
export function callHandlers(deps: Deps): Record<'list' | 'contacts' | 'called', RequestHandler> {
  const show = async (req: Request, res: Response, shown: EventCallsInput['shown'] = null): Promise<void> => {
    const reading = await deskReading(deps, res)
    const rows = await callRows(deps, { homes: peopleHomes(staffOf(res)), at: reading.now })
    const { done } = req.query
    callsPage(res, eventCallsModel({ rows, shown, done: typeof done === 'string' ? done : null }, reading))
  }
  const found = async (req: Request, res: Response) => {
    const { event } = await eventAt(deps, req, res, 'people')
    const signUpId = idIn(req.params['signUp'])
    const row = await deps.db.eventSignUp.findFirst({ where: { id: signUpId, eventId: event.id } })
    if (row === null) throw new NotFound('sign-up')
    const at = deps.now().epochMilliseconds
    const act = { eventId: event.id, signUpId, cityId: event.cityId, staffId: staffOf(res).id, at }
    return { act, contact: openContact(deps, row) }
  }
  return {
    list: (req, res) => show(req, res),

    contacts: async (req, res) => {
      const { act, contact } = await found(req, res)
      await lookAtPeople(deps, act)
      await show(req, res, contact === null ? null : { signUpId: act.signUpId, ...contact })
    },

    called: async (req, res) => {
      const { act } = await found(req, res)
      const news = parseForm(NewsForm, req.body)
      const isDone = news.ok && (await settleCall(deps, { ...act, ...news.value }))
      res.redirect(303, eventDeskPaths.calls(isDone ? 'called' : 'gone'))
    },
  }
}
