import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { checkIn } from '../actions/check-in.ts'
import { leave } from '../actions/leave.ts'
import { lookAtPeople } from '../actions/look-at-people.ts'
import { openContact } from '../contact.ts'
import { eventDeskPaths } from '../paths.ts'
import { CheckInForm, RemoveForm } from './forms.ts'
import { peopleModel, peoplePage } from './people-page.ts'
import { eventAt } from './place.ts'
import { signUpRows } from './queries.ts'

/** Who comes: the list at the door, also on paper. */
export function peopleHandlers(
  deps: Deps,
): Record<'list' | 'contacts' | 'checkIn' | 'remove', RequestHandler> {
  const show = async (req: Request, res: Response, withContacts: boolean): Promise<void> => {
    const { event, rights, reading } = await eventAt(deps, req, res, 'people')
    if (withContacts) {
      const at = deps.now().epochMilliseconds
      await lookAtPeople(deps, { eventId: event.id, cityId: event.cityId, staffId: staffOf(res).id, at })
    }
    const rows = await signUpRows(deps, event.id)
    const signUps = rows.map((row) => ({ ...row, contact: openContact(deps, row) }))
    const { done } = req.query
    const said = typeof done === 'string' ? done : null
    peoplePage(res, peopleModel({ event, rights, signUps, withContacts, done: said }, reading))
  }
  return {
    list: (req, res) => show(req, res, false),

    contacts: (req, res) => show(req, res, true),

    checkIn: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'people')
      const parsed = parseForm(CheckInForm, req.body)
      // A number that is none takes nothing back
      const came = parsed.ok ? parsed.value.came : undefined
      const signUpId = idIn(req.params['signUp'])
      const at = deps.now().epochMilliseconds
      const by = { staffId: staffOf(res).id }
      const known =
        came === undefined ||
        (await checkIn(deps, { eventId: event.id, signUpId, came, cityId: event.cityId, by, at }))
      if (!known) throw new NotFound('sign-up')
      const done = came === undefined ? undefined : came === null ? 'undone' : 'came'
      res.redirect(303, `${eventDeskPaths.people(event.id, done)}#s${signUpId}`)
    },

    remove: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'people')
      const at = deps.now().epochMilliseconds
      const form = parseForm(RemoveForm, req.body)
      const wished = form.ok && form.value.wished
      const by = { staffId: staffOf(res).id, cityId: event.cityId, wished }
      const gone = await leave(deps, { eventId: event.id, signUpId: idIn(req.params['signUp']), by, at })
      if (!gone) throw new NotFound('sign-up')
      res.redirect(303, eventDeskPaths.people(event.id, 'removed'))
    },
  }
}

/** An id in an address; nothing else is found. */
export function idIn(given: unknown): number {
  const id = String(given)
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new NotFound('row')
  return Number(id)
}
