import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import { calendarOf } from '../../city/index.ts'
import { DraftChanged, fileComplaint, nullIfJoined } from '../actions/file-complaint.ts'
import { currentConsent } from '../consent.ts'
import { rememberOnDevice } from '../device-list.ts'
import { complaintPaths } from '../paths.ts'
import type { HoldReason } from '../screening.ts'
import { draftFiling } from './draft-filing.ts'
import { checkForm } from './forms.ts'
import { hintsAtPlace } from './hints.ts'
import { filerOf, nextStepOf, type OnDraft, onDraft, onReached, stepPath, tokenOf } from './on-draft.ts'
import { checkModel, checkPage } from './pages/check.ts'
import { filedModel, filedPage } from './pages/filed.ts'
import { filedComplaint } from './queries.ts'
import { similarOf } from './similar.ts'

/** The third step, and the confirmation after it. */
export function sendHandlers(deps: Deps): Record<'show' | 'send' | 'filed', RequestHandler> {
  return {
    show: onReached(deps, 'check', async ({ filer, draft, res }) => {
      const [similar, hints] = await Promise.all([
        similarOf(deps, { filer, draft }),
        hintsAtPlace(deps, res, draft.data),
      ])
      checkPage(res, checkModel(filer, { draft, similar, hints }))
    }),

    send: againIfChanged(onDraft(deps, 'check', (found) => send(deps, found))),

    filed: async (req, res) => {
      const filer = await filerOf(deps, res)
      const secretToken = tokenOf(req)
      const complaint = await filedComplaint(deps, filer.city.id, secretToken)
      if (complaint === null) throw new NotFound('complaint')
      const calendar = await calendarOf(deps, filer.city.calendar)
      const { publicUrl } = deps.config
      filedPage(res, filedModel(filer, { complaint, secretToken, publicUrl, calendar }))
    },
  }
}

/** Changed in another window in this very moment: read once more, the change is shown before anything is sent. */
const againIfChanged =
  (handle: RequestHandler): RequestHandler =>
  async (...request) => {
    try {
      await handle(...request)
    } catch (error) {
      if (!(error instanceof DraftChanged)) throw error
      await handle(...request)
    }
  }

async function send(deps: Deps, { filer, draft, req, res }: OnDraft): Promise<void> {
  const next = nextStepOf(filer, draft.data)
  if (next !== 'check') return res.redirect(303, stepPath(filer, draft.token, next))
  const parsed = parseForm(checkForm(filer.city), req.body)
  if (!parsed.ok) {
    const { typed, errors } = parsed.form
    const hints = await hintsAtPlace(deps, res, draft.data)
    return checkPage(res, checkModel(filer, { draft, typed, errors, hints }), 422)
  }
  const form = parsed.value
  if (form.seen !== draft.fingerprint) {
    const { email, phone, replyLang, visibility } = form
    const typed = { email: email ?? '', phone: phone ?? '', replyLang, visibility }
    return checkPage(res, checkModel(filer, { draft, typed, changed: true }), 409)
  }
  const filed = await fileComplaint(deps, {
    ...draftFiling(filer, draft, 'web'),
    draftVersion: draft.version,
    consentVersion: currentConsent,
    replyLang: form.replyLang,
    visibility: form.visibility,
    email: form.email,
    phone: form.phone,
    suspicions: suspicionsOf({
      website: form.website,
      ageMs: deps.now().epochMilliseconds - draft.createdAt,
    }),
  }).catch(nullIfJoined)
  if (filed === null)
    return res.redirect(303, complaintPaths.joined(filer.lang, filer.city.slug, draft.token))
  rememberOnDevice(res, filed.secretToken, deps.config.publicUrl.startsWith('https:'))
  res.redirect(303, complaintPaths.filed(filer.lang, filer.city.slug, filed.secretToken))
}

/** Nobody writes, places and checks a complaint faster than this; who does is held for a look, never refused. */
export const quickestMs = 4000

export const suspicionsOf = ({ website, ageMs }: { website: string; ageMs: number }): HoldReason[] =>
  website !== '' || ageMs < quickestMs ? ['robot'] : []
