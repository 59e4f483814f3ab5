import { pipeline } from 'node:stream/promises'
import type { RequestHandler } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { typedFields } from '../../../../platform/http/form.ts'
import { staffOf } from '../../../accounts/index.ts'
import { translateOf } from '../../../city/index.ts'
import { lookAtContacts } from '../../actions/look-at-contacts.ts'
import { formatNumber } from '../../number.ts'
import { complaintOr404, factsOf } from '../facts-of.ts'
import { complaintModel, complaintPage } from '../pages.ts'
import { letterScanBytes } from '../queries.ts'
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

/**
 * A letter as it came. Only a download: what a stranger has put into a PDF must run in no page of the portal. It is full
 * of contacts, so the look is written down like one at those.
 */
export function scan(deps: Deps): RequestHandler {
  return async (req, res) => {
    const seen = await complaintOr404(deps, res, req.params['number'])
    const staff = staffOf(res)
    const found = seen.scans.find(({ id }) => id === req.params['scan'])
    if (found === undefined || !mayRead('contacts', staff, seen)) throw new NotFound('scan')
    const stored = await letterScanBytes(deps, found.id)
    if (stored === null) throw new NotFound('scan')
    const at = deps.now().epochMilliseconds
    const reason = translateOf(res)('desk:scan.title')
    await lookAtContacts(deps, { complaintId: seen.id, number: seen.number, staffId: staff.id, reason, at })
    res.set('Content-Security-Policy', "default-src 'none'; sandbox")
    res.set('Cache-Control', 'private, no-store')
    res.attachment(`${formatNumber(seen.number)}.pdf`).type('application/pdf')
    res.set('Content-Length', String(stored.size))
    await pipeline(stored.stream, res)
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
