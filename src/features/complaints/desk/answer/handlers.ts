import type { RequestHandler } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { typedFields } from '../../../../platform/http/form.ts'
import { formatMoment } from '../../../../platform/time/format.ts'
import { staffOf } from '../../../accounts/index.ts'
import { cityById, langOf, translateOf } from '../../../city/index.ts'
import { discardAnswerDraft, discardDraftPhotos } from '../../actions/answer-draft.ts'
import { deskPaths } from '../../paths.ts'
import { complaintOr404, factsOf } from '../facts-of.ts'
import { type PreviewedAct, previewedActs } from '../forms.ts'
import { mayDo } from '../possible-acts.ts'
import { checkedAct, keepDraft } from '../read-act.ts'
import { previewModel, previewPage } from './preview-page.ts'

/** Keeps what was typed and shows what it would become; what is wrong with it comes back on the same page. */
export function preview(deps: Deps, form: PreviewedAct): RequestHandler {
  return async (req, res) => {
    const input = { form, number: req.params['number'], body: req.body, isPreview: true }
    const checked = await checkedAct(deps, res, input)
    if (checked === null) return
    const { row, said, typed, photos } = checked
    const whose = { staffId: staffOf(res).id, complaintId: row.id }
    await keepDraft(deps, { form, typed, whose, photos, version: said.version ?? row.version })
    res.redirect(303, deskPaths.preview(row.number))
  }
}

/** The page of what is kept; without anything kept it leads back. */
export function showPreview(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const facts = await factsOf(deps, res, row)
    const around = { replyTexts: deps.texts.in, publicUrl: deps.config.publicUrl }
    const model = facts.draft === null ? null : previewModel(facts, facts.draft, around)
    if (model === null) return res.redirect(303, deskPaths.show(row.number))
    previewPage(res, model)
  }
}

/** Keeps what is being typed, every few seconds by a script or by a button. */
export function saveDraft(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const typed = typedFields(req.body)
    const form = previewedActs.find((one) => one === typed['act'])
    if (form === undefined || !mayDo(form, staffOf(res), row)) throw new NotFound('act')
    const whose = { staffId: staffOf(res).id, complaintId: row.id }
    const version = Number(typed['version']) || row.version
    await keepDraft(deps, { form, typed, whose, photos: [], version })
    if (req.accepts(['html', 'json']) !== 'json') {
      return res.redirect(303, deskPaths.form(row.number, form))
    }
    const city = await cityById(deps, row.city_id)
    const time = formatMoment(deps.now().epochMilliseconds, langOf(res), city?.timeZone ?? 'UTC')
    res.json({ saved: translateOf(res)('desk:draft.saved', { time }) })
  }
}

/** Throws away what was typed, or its pictures alone. */
export function discardDraft(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const whose = { staffId: staffOf(res).id, complaintId: row.id }
    const typed = typedFields(req.body)
    if (typed['what'] === 'photos') await discardDraftPhotos(deps, whose)
    else await discardAnswerDraft(deps, whose)
    const form = previewedActs.find((one) => one === typed['act'])
    res.redirect(303, form === undefined ? deskPaths.show(row.number) : deskPaths.form(row.number, form))
  }
}
