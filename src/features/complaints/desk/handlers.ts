import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldErrors, type Typed, typedFields } from '../../../platform/http/form.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { uploadOf, uploadStatus } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { mayWorkIn, officeStaff, staffOf } from '../../accounts/index.ts'
import { calendarOf, cityById, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { ChangedMeanwhile } from '../actions/change-complaint.ts'
import { mergeTarget } from '../actions/merge-complaint.ts'
import { NotAllowed } from '../actions/staff-act.ts'
import { wayOn } from '../inbox/after-act.ts'
import { alongsideOf } from '../inbox/alongside.ts'
import { stopAnswering } from '../inbox/answering/sign-answering.ts'
import { parseNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { IllegalTransition } from '../projection.ts'
import { readAct } from './acts.ts'
import { checkAct } from './checks.ts'
import type { ComplaintFacts, Trouble } from './complaint-facts.ts'
import { deskDuplicates } from './duplicates.ts'
import type { DeskForm } from './forms.ts'
import { complaintModel, complaintPage } from './pages.ts'
import { type DeskRow, deskComplaint, visiblePhoto } from './queries.ts'

export const mostAnswerPhotos = 5

export function show(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const [act, done] = ['act', 'done'].map((name) => {
      const asked = req.query[name]
      return typeof asked === 'string' ? asked : null
    })
    const facts = await factsOf(deps, res, row)
    complaintPage(res, complaintModel({ ...facts, wanted: act ?? null, done: done ?? null, trouble: null }))
  }
}

/** One act of staff: parse, do, and back to the complaint; every trouble comes back on the same page. */
export function act(deps: Deps, form: DeskForm): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const facts = await factsOf(deps, res, row)
    const typed = typedFields(req.body)
    const back = (trouble: Trouble, status = 422) =>
      complaintPage(res, complaintModel({ ...facts, wanted: form, done: null, trouble }), status)

    const upload = form === 'answer' ? answerPhotos(res) : { photos: [], sentences: [], status: 422 }
    const parsed = readAct[form](req.body)
    if (upload.sentences.length > 0) {
      return back({ kind: 'photos', typed, sentences: upload.sentences }, upload.status)
    }
    if (!parsed.ok) return back({ kind: 'form', ...parsed.form })
    const { said, perform } = parsed.value
    const errors = checkAct({ ...toCheck(facts), form, said, typed, photoCount: upload.photos.length })
    if (said.into !== undefined) Object.assign(errors, await mergeErrors(deps, row, said.into))
    if (Object.keys(errors).length > 0) return back({ kind: 'form', typed, errors })

    const staff = staffOf(res)
    // Whoever gives it to somebody contradicts nobody: the last word counts.
    const seen = form === 'assign' || said.version === undefined ? {} : { seenVersion: said.version }
    try {
      const act = { staff, complaintId: row.id, ...seen }
      const { officeId } = await perform({ deps, act, lang: row.reply_lang, photos: upload.photos })
      const stays = mayWorkIn(staff, { cityId: row.city_id, officeId })
      if (!stays) return res.redirect(303, deskPaths.passedOn(row.number))
      await stopAnswering(deps, { complaintId: row.id, staffId: staff.id })
      const finished = { staff, number: row.number, complaintId: row.id, dueAt: row.due_at, act: form }
      res.redirect(303, await wayOn(deps, { ...finished, list: typed['list'] ?? '' }))
    } catch (error) {
      await sendConflict(deps, res, { row, form, typed, seenVersion: said.version, error })
    }
  }
}

/** Why it cannot be merged into the complaint with this number. */
async function mergeErrors({ db }: Deps, { id }: DeskRow, number: string): Promise<FieldErrors> {
  const target = await mergeTarget(db, { complaintId: id, number })
  return target.ok ? {} : { number: `desk:error.merge.${target.problem}` }
}

const toCheck = ({ row, directory, people, today }: Around) => ({
  replyLang: row.reply_lang,
  category: directory.categoryById.get(row.category_id ?? 0),
  people,
  today: today.toString(),
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
  const facts = await factsOf(deps, res, fresh)
  complaintPage(res, complaintModel({ ...facts, wanted: form, done: null, trouble }), 409)
}

type Around = Omit<ComplaintFacts, 'wanted' | 'done' | 'trouble'>

/** What the page of a complaint is made from, beside what the person is doing. */
async function factsOf(deps: Deps, res: Response, row: DeskRow): Promise<Around> {
  const city = await cityById(deps, row.city_id)
  if (city === null) throw new NotFound('city')
  const directory = await directoryOf(deps, city.id)
  const [duplicates, people, alongside] = await Promise.all([
    deskDuplicates(deps, row, directory),
    officeStaff(deps, { cityId: city.id, officeId: row.office_id }),
    alongsideOf(deps, res, row),
  ])
  return {
    row,
    city,
    directory,
    people,
    duplicates,
    alongside,
    calendar: await calendarOf(deps, city.calendar),
    staff: staffOf(res),
    lang: langOf(res),
    t: translateOf(res),
    today: localDate(deps.now(), city.timeZone),
  }
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

async function complaintOr404(deps: Deps, res: Response, typed: unknown): Promise<DeskRow> {
  const number = parseNumber(String(typed))
  const row = number.ok ? await deskComplaint(deps, staffOf(res), number.number) : null
  if (row === null) throw new NotFound('complaint')
  return row
}
