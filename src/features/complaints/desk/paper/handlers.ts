import type { RequestHandler } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { typedFields } from '../../../../platform/http/form.ts'
import { staffOf } from '../../../accounts/index.ts'
import { lookAtContacts } from '../../actions/look-at-contacts.ts'
import { complaintOr404, factsOf } from '../facts-of.ts'
import { complaintModel, complaintPage } from '../pages.ts'
import { mayRead } from '../readable.ts'
import { cardModel, cardPage, letterModel, letterPage } from './pages.ts'

const longestReason = 300

/** The same page with the contacts in it. */
export function contacts(deps: Deps): RequestHandler {
  return async (req, res) => {
    const seen = await complaintOr404(deps, res, req.params['number'])
    const staff = staffOf(res)
    if (!mayRead('contacts', staff, seen)) throw new NotFound('contacts')
    const reason = (typedFields(req.body)['reason'] ?? '').trim().slice(0, longestReason)
    const at = deps.now().epochMilliseconds
    const look = { complaintId: seen.id, number: seen.number, staffId: staff.id, reason, at }
    const shown = await lookAtContacts(deps, look)
    // Read again, so that the look itself stands in the trail below.
    const row = await complaintOr404(deps, res, req.params['number'])
    const facts = await factsOf(deps, res, row)
    complaintPage(res, complaintModel({ ...facts, wanted: null, done: null, trouble: null, contacts: shown }))
  }
}

/** Everything about the case on one sheet, without contacts. */
export function card(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    cardPage(res, cardModel(await factsOf(deps, res, row)))
  }
}

/** The last letter to an organisation outside. */
export function letter(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const model = letterModel(await factsOf(deps, res, row))
    if (model === null) throw new NotFound('letter')
    letterPage(res, model)
  }
}
