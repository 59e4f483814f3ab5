import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import type { z } from 'zod'
import type { Deps } from '../../../../platform/deps.ts'
import { parseForm, typedFields } from '../../../../platform/http/form.ts'
import { type Upload, uploadOf, uploadStatus } from '../../../../platform/http/upload.ts'
import {
  problemSentence,
  refusalSentence,
  tooManySentence,
} from '../../../../platform/http/upload-sentences.ts'
import type { TextKey } from '../../../../platform/i18n/text-key.ts'
import { ChangedMeanwhile } from '../../actions/change-complaint.ts'
import { TooLateToReopen } from '../../actions/give-verdict.ts'
import { ComplaintFull, type ResidentAct, type ResidentDone } from '../../actions/resident-act.ts'
import { complaintPaths } from '../../paths.ts'
import { IllegalTransition } from '../../projection.ts'
import { mostPhotos } from './forms.ts'
import { type Mine, onMine } from './on-mine.ts'
import {
  mineModel,
  minePage,
  type ResidentForm,
  type Returned,
  withdrawModel,
  withdrawPage,
} from './pages.ts'
import { type DoneWhat, doneParams, refusedOf } from './returned.ts'

type Words = { text: string; version: number }

/** One form of the resident's page: how it is read, what it does, and what is said when it is done. */
type ActingForm<Value extends Words> = {
  name: ResidentForm
  schema: z.ZodType<Value>
  /** Words or at least one photo. */
  needsWords?: boolean
  run: (act: ResidentAct, value: Value) => Promise<ResidentDone>
  done: (value: Value) => DoneWhat
}

/**
 * Parse, do, lead back to the page. A bad form comes back with what was typed; photos that were refused cost neither
 * the words nor the other photos, the page says which they were.
 */
export function acting<Value extends Words>(deps: Deps, form: ActingForm<Value>): RequestHandler {
  return onMine(deps, async (mine, { res }) => {
    const upload = uploadOf(res)
    const parsed = parseForm(form.schema, upload.fields)
    const returned = {
      name: form.name,
      typed: typedFields(upload.fields),
      photoErrors: formProblems(upload, mine),
    }
    if (!parsed.ok || returned.photoErrors.length > 0) {
      const errors = parsed.ok ? {} : parsed.form.errors
      const status = upload.problem === undefined ? 422 : uploadStatus[upload.problem]
      return showAgain(res, mine, { form: { ...returned, errors } }, status)
    }
    const photos = upload.photos.flatMap((photo) => (photo.ok ? [{ ...photo, id: randomUUID() }] : []))
    if (form.needsWords && parsed.value.text === '' && photos.length === 0) {
      const photoErrors = refusals(upload, mine)
      return showAgain(res, mine, {
        form: { ...returned, photoErrors, errors: { text: 'public:error.textOrPhoto' } },
      })
    }
    const { text, version } = parsed.value
    const act = { city: mine.reading.city, complaintId: mine.row.id, seenVersion: version, text, photos }
    try {
      const { held } = await form.run(act, parsed.value)
      const done = doneParams({ what: form.done(parsed.value), held, refused: refusedOf(upload.photos) })
      res.redirect(303, `${minePath(mine)}?${new URLSearchParams(done)}`)
    } catch (error) {
      const sentence = sentenceOf(error)
      if (sentence === null) throw error
      const message = {
        text: mine.reading.t(sentence, { days: mine.reading.city.reopenDays }),
        tone: 'warning' as const,
      }
      showAgain(res, mine, { messages: [message], form: { ...returned, errors: {} } }, 409)
    }
  })
}

const minePath = ({ reading, token }: Mine): string =>
  complaintPaths.mine(reading.lang, reading.city.slug, token)

/** What is wrong with the form as a whole, whatever is in it. */
function formProblems({ problem, tooMany }: Upload, { reading: { t } }: Mine): string[] {
  if (problem !== undefined) return [problemSentence(t, problem)]
  return tooMany ? [tooManySentence(t, mostPhotos)] : []
}

const refusals = ({ photos }: Upload, { reading: { t } }: Mine): string[] =>
  photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)]))

function showAgain(res: Response, mine: Mine, returned: Returned, status = 422): void {
  const data = { ...mine, returned }
  const isWithdrawal = returned.form?.name === 'withdraw' && returned.messages === undefined
  if (isWithdrawal) withdrawPage(res, withdrawModel(data, mine.reading), status)
  else minePage(res, mineModel(data, mine.reading), status)
}

/** What a person can have done wrong only because somebody else was faster. */
function sentenceOf(error: unknown): TextKey | null {
  if (error instanceof TooLateToReopen) return 'public:verdict.late'
  if (error instanceof ComplaintFull) return 'public:error.full'
  const changed = error instanceof IllegalTransition || error instanceof ChangedMeanwhile
  return changed ? 'public:error.changed' : null
}
