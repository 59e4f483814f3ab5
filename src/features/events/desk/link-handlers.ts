import type { RequestHandler } from 'express'
import { newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { staffOf } from '../../accounts/index.ts'
import { giveOrganiserLink, revokeOrganiserLink } from '../actions/give-organiser-link.ts'
import { eventDeskPaths, eventPaths } from '../paths.ts'
import { organiserDoor } from '../rules.ts'
import { OrganiserLinkForm } from './forms.ts'
import { deskShowModel, deskShowPage } from './pages.ts'
import { idIn } from './people-handlers.ts'
import { eventAt } from './place.ts'

/** Links for organisers who are no staff. */
export function linkHandlers(deps: Deps): Record<'give' | 'revoke', RequestHandler> {
  return {
    give: async (req, res) => {
      const { event, rights, reading, city } = await eventAt(deps, req, res, 'edit')
      const at = deps.now().epochMilliseconds
      if (organiserDoor(event, at) === null) throw new NotFound('event')
      const parsed = parseForm(OrganiserLinkForm, req.body)
      const shown = { rights, done: null, key: newToken() }
      if (!parsed.ok) {
        return deskShowPage(res, deskShowModel({ ...shown, event, back: parsed.form }, reading), 422)
      }
      const { key, organiser: name, instead } = parsed.value
      const by = { eventId: event.id, cityId: event.cityId, staffId: staffOf(res).id, at }
      const token = await giveOrganiserLink(deps, { ...by, name, instead, formKey: formKeyOf(req, key) })
      const { event: fresh } = await eventAt(deps, req, res, 'edit')
      const href = deps.config.publicUrl + eventPaths.organiser(reading.lang, city.slug, token)
      // The page itself, no other address: the link is shown this once
      deskShowPage(res, deskShowModel({ ...shown, event: fresh, given: { name, href } }, reading))
    },

    revoke: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'edit')
      const linkId = idIn(req.params['organiserLink'])
      const by = { eventId: event.id, cityId: event.cityId, staffId: staffOf(res).id }
      const at = deps.now().epochMilliseconds
      if (!(await revokeOrganiserLink(deps, { ...by, linkId, at }))) throw new NotFound('organiser link')
      res.redirect(303, eventDeskPaths.show(event.id, 'revoked'))
    },
  }
}
