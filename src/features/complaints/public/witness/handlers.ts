import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import { issueTicket, verifyTicket } from '../../../../platform/crypto/form-ticket.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { type FieldErrors, parseForm, type Typed, typedFields } from '../../../../platform/http/form.ts'
import { networkIn, rateLimit } from '../../../../platform/http/rate-limit.ts'
import { uploadOf, uploadStatus } from '../../../../platform/http/upload.ts'
import {
  problemSentence,
  refusalSentence,
  tooManySentence,
} from '../../../../platform/http/upload-sentences.ts'
import { ChangedMeanwhile } from '../../actions/change-complaint.ts'
import { ComplaintFull } from '../../actions/resident-act.ts'
import { witnessComplaint } from '../../actions/witness-complaint.ts'
import { parseNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { IllegalTransition } from '../../projection.ts'
import { canHappen } from '../../rules.ts'
import { type Reading, readingOf } from '../reading.ts'
import { type ComplaintRow, publicComplaint } from '../show/queries.ts'
import { WitnessForm, witnessPhotos } from './forms.ts'
import { witnessModel, witnessPage } from './pages.ts'

const form = 'witness'
const longest = Temporal.Duration.from({ hours: 24 })
const quickestMs = 2000

type Found = { row: ComplaintRow; reading: Reading }
type Back = { typed: Typed; errors: FieldErrors; photoErrors: string[]; refused?: string }

/** "Still there": a photo by somebody who passes by. */
export function witnessHandlers(deps: Deps): Record<'known' | 'show' | 'send', RequestHandler> {
  // Many who walk by sit behind one mobile address; a script is faster than all of them.
  const flood = rateLimit(deps, { name: 'witness', points: 600, seconds: 3600 })

  async function found(res: Response): Promise<Found> {
    const reading = await readingOf(deps, res)
    const parsed = parseNumber(String(res.req.params['number']))
    const row = parsed.ok ? await publicComplaint(deps, parsed.number) : null
    const isOpen = row?.shown && row.cityId === reading.city.id && canHappen('witnessed', row.status)
    if (row === null || !isOpen) throw new NotFound('complaint')
    return { row, reading }
  }

  function show(res: Response, { row, reading }: Found, back?: Back, status = 200) {
    const ticket = issueTicket(deps.keys, form, deps.now())
    const done = res.req.query['done'] === '1'
    witnessPage(
      res,
      witnessModel({ row, ticket, done, ...(back === undefined ? {} : { back }) }, reading),
      status,
    )
  }

  return {
    /** Stands before the reading of the form: photos for nothing are not even looked at. */
    known: async (_req, res, next) => {
      await found(res)
      next()
    },

    show: async (_req, res) => show(res, await found(res)),

    send: async (_req, res) => {
      const here = await found(res)
      const { row, reading } = here
      const { t, city, lang } = reading
      const upload = uploadOf(res)
      const typed = typedFields(upload.fields)
      const again = (errors: FieldErrors, photoErrors: string[], status = 422, refused?: string) =>
        show(res, here, { typed, errors, photoErrors, ...(refused === undefined ? {} : { refused }) }, status)
      if (upload.problem !== undefined) {
        return again({}, [problemSentence(t, upload.problem)], uploadStatus[upload.problem])
      }
      if (upload.tooMany) return again({}, [tooManySentence(t, witnessPhotos)])
      const parsed = parseForm(WitnessForm, upload.fields)
      if (!parsed.ok) return again(parsed.form.errors, [])
      const photos = upload.photos.flatMap((photo) => (photo.ok ? [{ ...photo, id: randomUUID() }] : []))
      const refusals = upload.photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)]))
      // Without a photo it is only an opinion.
      if (photos.length === 0) return again({}, [...refusals, t('public:witness.needPhoto')])
      const { ticket, text, version } = parsed.value
      const verified = verifyTicket(deps.keys, ticket, { form, now: deps.now(), maxAge: longest })
      if (!verified.ok || verified.age.total('milliseconds') < quickestMs) {
        return again({}, [], 422, t('public:witness.old'))
      }
      if ((await flood(networkIn(res))) > 0) return again({}, [], 429, t('public:witness.wait'))
      try {
        await witnessComplaint(deps, { city, complaintId: row.id, seenVersion: version, text, photos })
      } catch (error) {
        const isOver =
          error instanceof ComplaintFull ||
          error instanceof IllegalTransition ||
          error instanceof ChangedMeanwhile
        if (!isOver) throw error
        return again({}, [], 409, t('public:witness.over'))
      }
      res.redirect(303, `${complaintPaths.witness(lang, city.slug, row.number)}?done=1`)
    },
  }
}
