import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Typed } from '../../../platform/http/form.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { mayWorkIn, staffOf } from '../../accounts/index.ts'
import { discardAnswerDraft } from '../actions/answer-draft.ts'
import { ChangedMeanwhile } from '../actions/change-complaint.ts'
import { NotAllowed } from '../actions/staff-act.ts'
import { wayOn } from '../inbox/after-act.ts'
import { stopAnswering } from '../inbox/answering/sign-answering.ts'
import { deskPaths } from '../paths.ts'
import { IllegalTransition } from '../projection.ts'
import type { Trouble } from './complaint-facts.ts'
import { complaintOr404, factsOf } from './facts-of.ts'
import { type DeskForm, isPreviewed } from './forms.ts'
import { complaintModel, complaintPage } from './pages.ts'
import { mayDo } from './possible-acts.ts'
import { type DeskRow, deskComplaint, visiblePhoto } from './queries.ts'
import { checkedAct, keepDraft } from './read-act.ts'

export function show(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const [act, done, template] = ['act', 'done', 'template'].map((name) => {
      const asked = req.query[name]
      return typeof asked === 'string' ? asked : null
    })
    const facts = await factsOf(deps, res, row, { act: act ?? null, template: template ?? null })
    complaintPage(res, complaintModel({ ...facts, wanted: act ?? null, done: done ?? null, trouble: null }))
  }
}

/** One act of staff: parse, do, and back to the complaint; every trouble comes back on the same page. */
export function act(deps: Deps, form: DeskForm): RequestHandler {
  return async (req, res) => {
    const checked = await checkedAct(deps, res, { form, number: req.params['number'], body: req.body })
    if (checked === null) return
    const { row, said, typed, perform, photos } = checked
    const staff = staffOf(res)
    const whose = { staffId: staff.id, complaintId: row.id }
    // Whoever gives it to somebody contradicts nobody: the last word counts.
    const seen = form === 'assign' || said.version === undefined ? {} : { seenVersion: said.version }
    try {
      const act = { staff, complaintId: row.id, ...seen }
      const withDraft = typed['withDraft'] === '1'
      const after = await perform({ deps, act, lang: row.reply_lang, photos, withDraft })
      if (isPreviewed(form)) await discardAnswerDraft(deps, whose)
      const stays = [after.officeId, ...after.helpers].some((officeId) =>
        mayWorkIn(staff, { cityId: row.city_id, officeId }),
      )
      await stopAnswering(deps, whose)
      if (!stays) return res.redirect(303, deskPaths.passedOn(row.number))
      const finished = { staff, number: row.number, complaintId: row.id, dueAt: row.due_at, act: form }
      res.redirect(303, await wayOn(deps, { ...finished, list: typed['list'] ?? '' }))
    } catch (error) {
      // Who only reads keeps no draft either
      const version = said.version ?? row.version
      if (mayDo(form, staff, row)) await keepDraft(deps, { form, typed, whose, photos, version })
      await sendConflict(deps, res, { row, form, typed, seenVersion: said.version, error })
    }
  }
}

type Failed = {
  row: DeskRow
  form: DeskForm
  typed: Typed
  seenVersion: number | undefined
  error: unknown
}

/** Somebody was faster, or the act does not fit any more: both versions on one page, nothing typed is lost. */
async function sendConflict(deps: Deps, res: Response, failed: Failed): Promise<void> {
  const { row, form, typed, seenVersion, error } = failed
  const expected =
    error instanceof ChangedMeanwhile || error instanceof IllegalTransition || error instanceof NotAllowed
  if (!expected) throw error
  const fresh = await deskComplaint(deps, staffOf(res), row.number)
  if (fresh === null) throw new NotFound('complaint')
  const trouble: Trouble = {
    kind: error instanceof NotAllowed ? 'notAllowed' : 'conflict',
    typed,
    since: seenVersion ?? row.version,
  }
  const facts = await factsOf(deps, res, fresh, { act: form, template: null })
  complaintPage(res, complaintModel({ ...facts, wanted: form, done: null, trouble }), 409)
}

/** Photos of complaints that this person may see, also those that are not public. */
export function photo(deps: Deps): RequestHandler {
  return servePhoto(deps, async (req, res) => {
    const { id, size } = req.params
    const found = await visiblePhoto(deps, staffOf(res), String(id))
    if (found === null) return undefined
    return { key: size === 'large' ? found.large_key : found.small_key, access: 'private' }
  })
}
