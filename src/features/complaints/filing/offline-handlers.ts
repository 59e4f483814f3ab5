import type { RequestHandler } from 'express'
import { Temporal } from 'temporal-polyfill'
import { issueTicket, verifyTicket } from '../../../platform/crypto/form-ticket.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { type Upload, uploadOf, uploadStatus } from '../../../platform/http/upload.ts'
import { problemSentence } from '../../../platform/http/upload-sentences.ts'
import { isPassing } from '../../../platform/images/image-result.ts'
import { beginDraft } from '../actions/begin-draft.ts'
import type { NewPhoto } from '../actions/draft-photos.ts'
import { type Filed, fileComplaint, nullIfJoined } from '../actions/file-complaint.ts'
import { saveDraft } from '../actions/save-draft.ts'
import { consentVersions } from '../consent.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import type { HoldReason } from '../screening.ts'
import { isUuid } from '../uuid.ts'
import { type OpenDraft, placeLimit, unknownCategory } from './draft.ts'
import { draftFiling } from './draft-filing.ts'
import { checkForm, WhatForm, WhereForm } from './forms.ts'
import { filerOf, knownCategory, tokenOf } from './on-draft.ts'
import { offlineModel, offlinePage } from './pages/offline.ts'
import { type Filer, likelyField, sentencesOf } from './pages/surroundings.ts'
import { badAnswers } from './pages/topic.ts'
import { draftByToken } from './queries.ts'
import { quickestMs } from './send-handlers.ts'
import { isInCity, placeOf, readTopic } from './where-handlers.ts'

const ticketForm = 'offline'
/** A page that was kept for a season still sends; who has no ticket is held for a look, never refused. */
const ticketAge = Temporal.Duration.from({ days: 180 })

/** The report on one page, and its sending in one piece when the network is back. */
export function offlineHandlers(deps: Deps): Record<'show' | 'send', RequestHandler> {
  return {
    show: async (_req, res) => {
      const filer = await filerOf(deps, res)
      offlinePage(res, offlineModel(filer, issueTicket(deps.keys, ticketForm, deps.now())))
    },
    send: async (req, res) => {
      const filer = await filerOf(deps, res)
      const { status, body } = await sendWhole(deps, filer, { token: tokenOf(req), upload: uploadOf(res) })
      res.status(status).json(body)
    },
  }
}

/** `sent`: on every repeat the same. `refused`: sentences by field. `later` is to be tried again later. */
export type WholeAnswer =
  | { state: 'sent'; number: string; href: string }
  | { state: 'refused'; errors: Record<string, string> }
  /** Photos that the device believes to be here are not: send the report with all of them. */
  | { state: 'missing' }
  | { state: 'later' }

type Outcome = { status: number; body: WholeAnswer }

/** The same rules as for the three steps: one form key, one complaint. */
async function sendWhole(
  deps: Deps,
  filer: Filer,
  { token, upload }: { token: string; upload: Upload },
): Promise<Outcome> {
  const found = await draftByToken(deps, token)
  if (found.kind === 'sent') return sent(filer, found.filed)
  if (found.kind === 'joined') {
    const href = complaintPaths.joined(filer.lang, filer.city.slug, token)
    return { status: 200, body: { state: 'sent', number: formatNumber(found.joined.number), href } }
  }
  if (upload.problem !== undefined) {
    const errors = { photos: problemSentence(filer.t, upload.problem) }
    return { status: uploadStatus[upload.problem], body: { state: 'refused', errors } }
  }
  const form = readWhole(filer, upload)
  if (!form.ok) return { status: 422, body: { state: 'refused', errors: form.errors } }
  // What may be well in a minute must not cost the photo.
  const isBusy = upload.photos.some((photo) => !photo.ok && isPassing(photo.reason))
  if (isBusy) return { status: 503, body: { state: 'later' } }
  const keepOnly = [...new Set((upload.fields['keep'] ?? '').split(' ').filter(isUuid))]
  const photos = upload.photos.filter((photo) => photo.ok)
  // Without photos and without a draft there is nothing to keep: the words are filed as they came.
  const isAlone = found.kind === 'gone' && photos.length === 0 && keepOnly.length === 0
  const kept = { cityId: filer.city.id, token, data: form.data, photos, keepOnly }
  if (!isAlone && !(await keepWhole(deps, kept))) return { status: 409, body: { state: 'missing' } }
  const { email, phone, replyLang, visibility } = form.contact
  const filed = await fileComplaint(deps, {
    ...draftFiling(filer, { token, data: form.data }, 'web'),
    ...consentOf(upload.fields['consent']),
    replyLang,
    visibility,
    email,
    phone,
    suspicions: suspicionsOf(deps, form.contact.website, upload.fields['ticket'] ?? ''),
  }).catch(nullIfJoined)
  return filed === null ? sendWhole(deps, filer, { token, upload }) : sent(filer, filed)
}

const sent = ({ lang, city }: Filer, { number, secretToken }: Filed): Outcome => ({
  status: 200,
  body: {
    state: 'sent',
    number: formatNumber(number),
    href: complaintPaths.filed(lang, city.slug, secretToken),
  },
})

type Read =
  | { ok: true; data: OpenDraft; contact: ReturnType<ReturnType<typeof checkForm>['parse']> }
  | { ok: false; errors: Record<string, string> }

/** The three steps in one form. A category that is gone since the page was kept is left to the office. */
function readWhole(filer: Filer, { fields }: Upload): Read {
  const { city, t } = filer
  const typed = typedFields(fields)
  const what = parseForm(WhatForm, typed)
  const where = parseForm(WhereForm, typed)
  const contact = parseForm(checkForm(city), typed)
  const point = where.ok ? where.value.point : null
  const isOutside = point !== null && !isInCity(point, city)
  if (!what.ok || !where.ok || !contact.ok || isOutside) {
    const errors = {
      ...sentencesOf(t, what.ok ? {} : what.form.errors, likelyField(typed)),
      ...sentencesOf(t, where.ok ? {} : where.form.errors, { max: placeLimit }),
      ...sentencesOf(t, isOutside ? { point: 'filing:error.outside' } : {}),
      ...sentencesOf(t, contact.ok ? {} : contact.form.errors, likelyField(typed)),
    }
    return { ok: false, errors }
  }
  const category = knownCategory(filer, what.value.category) ?? unknownCategory
  const place = placeOf(city, where.value)
  const { answers, bad } = readTopic(filer, { category }, typed)
  if (Object.keys(bad).length > 0) return { ok: false, errors: badAnswers(t, bad) }
  const data = { text: what.value.text, category, warnedOf: category, place, answers }
  return { ok: true, data, contact: contact.value }
}

type Kept = {
  cityId: number
  token: string
  data: OpenDraft
  photos: readonly NewPhoto[]
  /** Ids of photos that the draft has. */
  keepOnly: readonly string[]
}

/**
 * Photos stand in a draft before they are a complaint's; the draft may be there from the steps, or from a repeat. It is
 * changed in one piece: between two changes it may be sent.
 * @returns false when a photo that was to stay is not there; nothing is changed then
 */
async function keepWhole(deps: Deps, { cityId, token, data, photos, keepOnly }: Kept): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    const found = await draftByToken(deps, token)
    if (found.kind === 'sent' || found.kind === 'joined') return true
    if (found.kind === 'open') {
      const change = { data, addPhotos: photos, keepOnly, cityId }
      const saved = await saveDraft(deps, found.draft.id, change)
      return saved.ok || saved.reason !== 'missing'
    }
    if (keepOnly.length > 0) return false
    try {
      await beginDraft(deps, { cityId, data, photos, token })
      return true
    } catch (error) {
      // The same report from another window was faster.
      if (!isUniqueViolation(error) || attempt === 2) throw error
    }
  }
}

/** What the kept page showed, which may be older than today's words; a page that names none showed none we know. */
function consentOf(shown: string | undefined): { consentVersion?: string } {
  const version = consentVersions.find((one) => one === shown)
  return version === undefined ? {} : { consentVersion: version }
}

function suspicionsOf(deps: Deps, website: string, ticket: string): HoldReason[] {
  const expected = { form: ticketForm, now: deps.now(), maxAge: ticketAge }
  const verified = verifyTicket(deps.keys, ticket, expected)
  const isUsual = verified.ok && verified.age.total('milliseconds') >= quickestMs
  return website === '' && isUsual ? [] : ['robot']
}
