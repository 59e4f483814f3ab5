import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldErrors, type Typed, typedFields } from '../../../platform/http/form.ts'
import { uploadOf, uploadStatus } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { rolesIn, staffOf } from '../../accounts/index.ts'
import { translateOf } from '../../city/index.ts'
import { saveAnswerDraft } from '../actions/answer-draft.ts'
import { mergeTarget } from '../actions/merge-complaint.ts'
import type { AttachedPhoto } from '../actions/staff-act.ts'
import { needsHead } from '../rules.ts'
import { type ReadyAct, readAct } from './acts.ts'
import { warningsOf } from './answer/warnings.ts'
import { checkAct } from './checks.ts'
import type { CaseFacts, Trouble } from './complaint-facts.ts'
import { complaintOr404, draftOf, factsOf } from './facts-of.ts'
import { type DeskForm, isPreviewed } from './forms.ts'
import { complaintModel, complaintPage } from './pages.ts'
import { mayDo } from './possible-acts.ts'
import type { DeskRow } from './queries.ts'

export const mostAnswerPhotos = 5

type ToRead = { form: DeskForm; number: unknown; body: unknown; isPreview?: boolean }

type CheckedAct = ReadyAct & { row: DeskRow; typed: Typed; photos: AttachedPhoto[] }

/** An act that may be done as far as the form can tell; null when the page with its mistakes was sent. */
export async function checkedAct(
  deps: Deps,
  res: Response,
  { form, number, body, isPreview = false }: ToRead,
): Promise<CheckedAct | null> {
  const row = await complaintOr404(deps, res, number)
  // What is done is judged with the state at that moment; what is only prepared is judged here.
  if (isPreview && !mayDo(form, staffOf(res), row)) throw new NotFound('act')
  const facts = await factsOf(deps, res, row, { act: form, template: null })
  const typed = typedFields(body)
  const upload = form === 'answer' ? answerPhotos(res) : { photos: [], sentences: [], status: 422 }
  const back = async (trouble: Trouble, status = 422) => {
    if (upload.photos.length > 0) {
      const whose = { staffId: staffOf(res).id, complaintId: row.id }
      await keepDraft(deps, { form, typed, whose, photos: upload.photos, version: row.version })
    }
    const draft = upload.photos.length > 0 ? await draftOf(deps, res, row) : facts.draft
    complaintPage(res, complaintModel({ ...facts, draft, wanted: form, done: null, trouble }), status)
    return null
  }

  const parsed = readAct[form](body)
  if (upload.sentences.length > 0) {
    return back({ kind: 'photos', typed, sentences: upload.sentences }, upload.status)
  }
  if (!parsed.ok) return back({ kind: 'form', ...parsed.form })
  const { said } = parsed.value
  const kept = isPreview || typed['withDraft'] === '1' ? (facts.draft?.photos.length ?? 0) : 0
  const warnings = isPreview ? [] : warningsOf(facts, form)
  const photoCount = upload.photos.length + kept
  const errors = checkAct({ ...toCheck(facts), form, said, typed, photoCount, warnings })
  if (said.into !== undefined) Object.assign(errors, await mergeErrors(deps, row, said.into))
  if (Object.keys(errors).length > 0) return back({ kind: 'form', typed, errors })
  return { ...parsed.value, row, typed, photos: upload.photos }
}

type Keeping = {
  form: DeskForm
  typed: Typed
  whose: { staffId: number; complaintId: number }
  photos: AttachedPhoto[]
  version: number
}

/** Only what everybody will read is worth a draft. */
export async function keepDraft(deps: Deps, { form, typed, whose, photos, version }: Keeping): Promise<void> {
  if (!isPreviewed(form)) return
  const fields = Object.fromEntries(
    draftedFields.flatMap((name) => (typed[name] ? [[name, typed[name].slice(0, 4000)]] : [])),
  )
  const at = deps.now().epochMilliseconds
  await saveAnswerDraft(deps, { ...whose, act: form, fields, seenVersion: version, photos, at })
}

const draftedFields = [
  ...(['text', 'reason', 'outcome', 'ground', 'plannedOn', 'officeId', 'personal'] as const),
]

/** Why it cannot be merged into the complaint with this number. */
async function mergeErrors({ db }: Deps, { id }: DeskRow, number: string): Promise<FieldErrors> {
  const target = await mergeTarget(db, { complaintId: id, number })
  return target.ok ? {} : { number: `desk:error.merge.${target.problem}` }
}

const toCheck = ({ row, state, city, directory, people, today, now, staff }: CaseFacts) => ({
  replyLang: row.reply_lang,
  category: directory.categoryById.get(row.category_id ?? 0),
  people,
  today: today.toString(),
  now,
  custody: state.custodies.at(-1),
  extensionMonths: city.terms.extensionMonths,
  needsHead: needsHead(
    state.reopenedCount,
    rolesIn(staff, city.id, row.office_id),
    city.terms.headFromReopening,
  ),
})

/** The photos of an answer, or why they cannot be taken. */
function answerPhotos(res: Response) {
  const { photos, tooMany, problem } = uploadOf(res)
  const t = translateOf(res)
  if (problem !== undefined) {
    return { photos: [], sentences: [problemSentence(t, problem)], status: uploadStatus[problem] }
  }
  const refused = photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)]))
  return {
    photos: photos.flatMap((photo) =>
      photo.ok ? [{ id: randomUUID(), large: photo.large, small: photo.small, dhash: photo.dhash }] : [],
    ),
    sentences: tooMany ? [tooManySentence(t, mostAnswerPhotos), ...refused] : refused,
    status: 422,
  }
}
