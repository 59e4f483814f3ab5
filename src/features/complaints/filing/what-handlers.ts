import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { clean, parseForm, typedFields } from '../../../platform/http/form.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { type Upload, uploadOf, uploadStatus } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { beginDraft } from '../actions/begin-draft.ts'
import type { NewPhoto } from '../actions/draft-photos.ts'
import { saveDraft } from '../actions/save-draft.ts'
import { turnDraftPhoto } from '../actions/turn-draft-photo.ts'
import { isUuid } from '../uuid.ts'
import { emptyDraft, mostPhotos, textLimits } from './draft.ts'
import { WhatForm } from './forms.ts'
import { filerOf, goOn, knownCategory, type OnDraft, onDraft, stepPath, tokenOf } from './on-draft.ts'
import type { Filer } from './pages/surroundings.ts'
import { type WhatInput, whatModel, whatPage } from './pages/what.ts'
import { draftByToken, draftPhotoKey } from './queries.ts'

/** The first step: text, photos, category. Posted without a draft (also from the home page) it begins one. */
export function whatHandlers(
  deps: Deps,
): Record<'start' | 'begin' | 'show' | 'save' | 'photo', RequestHandler> {
  return {
    start: async (req, res) => {
      const filer = await filerOf(deps, res)
      const { text, category } = req.query
      const given = typeof text === 'string' ? clean(text).slice(0, textLimits.max) : ''
      const chosen = typeof category === 'string' ? knownCategory(filer, category) : null
      whatPage(res, whatModel(filer, { text: given, category: chosen, draft: null }))
    },

    begin: async (_req, res) => {
      const filer = await filerOf(deps, res)
      const form = readWhat(filer, uploadOf(res))
      const { text, category } = form.input
      if (!form.complete && form.photos.length === 0) {
        return whatPage(res, whatModel(filer, { ...form.input, draft: null }), form.status)
      }
      const data = { ...emptyDraft, text, category }
      const token = await beginDraft(deps, { cityId: filer.city.id, data, photos: form.photos })
      if (form.complete) return goOn(filer, res, token, data)
      await showAgain(deps, { filer, res, token }, form)
    },

    show: onDraft(deps, 'what', ({ filer, draft, res }) =>
      whatPage(res, whatModel(filer, { ...draft.data, draft })),
    ),

    save: onDraft(deps, 'what', (found) => save(deps, found)),

    photo: servePhoto(deps, async (req) => {
      const id = String(req.params['photo'])
      const key = isUuid(id) ? await draftPhotoKey(deps, tokenOf(req), id) : null
      return key === null ? undefined : { key, access: 'private' }
    }),
  }
}

/** Whatever is wrong with the form, what was typed and the photos that are photos are kept. */
async function save(deps: Deps, { filer, draft, req, res }: OnDraft): Promise<void> {
  const upload = uploadOf(res)
  const form = readWhat(filer, upload)
  const { text, category } = form.input
  const { remove, turn } = typedFields(req.body)
  if (upload.problem === undefined) {
    const saved = await saveDraft(deps, draft.id, {
      data: { text, category },
      addPhotos: form.photos,
      ...(remove !== undefined && isUuid(remove) ? { removePhoto: remove } : {}),
    })
    if (saved.ok && saved.noRoomFor > 0) form.input.photoErrors.push(tooManySentence(filer.t, mostPhotos))
    if (turn !== undefined && isUuid(turn)) await turnDraftPhoto(deps, draft.id, turn)
  }
  if (form.input.photoErrors.length === 0) {
    if (remove !== undefined || turn !== undefined)
      return res.redirect(303, `${stepPath(filer, draft.token, 'what')}#photos-section`)
    if (form.complete) return goOn(filer, res, draft.token, { ...draft.data, text, category })
  }
  await showAgain(deps, { filer, res, token: draft.token }, form)
}

type WhatRead = {
  /** Text and photos are all as they should be: the next step may come. */
  complete: boolean
  status: number
  /** Those that were taken. */
  photos: NewPhoto[]
  input: Omit<WhatInput, 'draft' | 'photoErrors'> & { photoErrors: string[] }
}

function readWhat(filer: Filer, upload: Upload): WhatRead {
  const { t } = filer
  const parsed = parseForm(WhatForm, upload.fields)
  const { text = '', category = '' } = parsed.ok ? parsed.value : parsed.form.typed
  const photoErrors = upload.photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)]))
  if (upload.tooMany) photoErrors.push(tooManySentence(t, mostPhotos))
  if (upload.problem !== undefined) photoErrors.push(problemSentence(t, upload.problem))
  return {
    complete: parsed.ok && photoErrors.length === 0,
    status: upload.problem === undefined ? 422 : uploadStatus[upload.problem],
    photos: upload.photos.filter((photo) => photo.ok),
    input: {
      text,
      category: knownCategory(filer, category),
      errors: parsed.ok ? {} : parsed.form.errors,
      photoErrors,
    },
  }
}

async function showAgain(
  deps: Deps,
  { filer, res, token }: { filer: Filer; res: Response; token: string },
  { input, status }: WhatRead,
): Promise<void> {
  const found = await draftByToken(deps, token)
  whatPage(res, whatModel(filer, { ...input, draft: found.kind === 'open' ? found.draft : null }), status)
}
