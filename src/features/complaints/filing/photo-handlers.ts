import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { type Upload, uploadOf, uploadStatus } from '../../../platform/http/upload.ts'
import { problemSentence, reasonSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { isPassing } from '../../../platform/images/image-result.ts'
import { beginDraft } from '../actions/begin-draft.ts'
import { saveDraft } from '../actions/save-draft.ts'
import { turnDraftPhoto } from '../actions/turn-draft-photo.ts'
import { complaintPaths } from '../paths.ts'
import { isUuid } from '../uuid.ts'
import { emptyDraft, mostPhotos } from './draft.ts'
import { filerOf, stepPath, tokenOf } from './on-draft.ts'
import type { Filer } from './pages/surroundings.ts'
import { draftPhotos } from './pages/what.ts'
import { type Draft, draftByToken } from './queries.ts'

type Name = 'begin' | 'add' | 'change'

/**
 * Photos of a draft one by one, for scripts; the form of the first step does the same without them. All answer
 * `PhotosAnswer` as JSON: 200 done, 422 nothing was taken (`errors` says why), 503 nothing was taken but may be later,
 * 404 the draft is gone, 409 it was sent.
 */
export function photoHandlers(deps: Deps): Record<Name, RequestHandler> {
  return {
    begin: async (_req, res) => {
      const filer = await filerOf(deps, res)
      const upload = uploadOf(res)
      const { photos, errors, status } = takenOf(filer, upload)
      if (photos.length === 0) return void res.status(status).json({ errors })
      const data = { ...emptyDraft, text: String(upload.fields['text'] ?? '') }
      const token = await beginDraft(deps, { cityId: filer.city.id, data, photos })
      await answer(deps, { filer, token, errors, res })
    },

    add: onOpenDraft(deps, async ({ filer, draft, res }) => {
      const { photos, errors, status } = takenOf(filer, uploadOf(res))
      if (photos.length === 0) return void res.status(status).json({ errors })
      const saved = await saveDraft(deps, draft.id, { addPhotos: photos })
      if (saved.ok && saved.noRoomFor > 0) errors.push(tooManySentence(filer.t, mostPhotos))
      await answer(deps, { filer, token: draft.token, errors, res })
    }),

    change: onOpenDraft(deps, async ({ filer, draft, req, res }) => {
      const id = String(req.params['photo'])
      const { act } = typedFields(req.body)
      const known = isUuid(id) && draft.photos.some((photo) => photo.id === id)
      if (!known || (act !== 'remove' && act !== 'turn')) return void res.status(422).json({ errors: [] })
      const errors: string[] = []
      if (act === 'remove') await saveDraft(deps, draft.id, { removePhoto: id })
      else if ((await turnDraftPhoto(deps, draft.id, id)) === null)
        errors.push(reasonSentence(filer.t, 'unavailable'))
      await answer(deps, { filer, token: draft.token, errors, res })
    }),
  }
}

type OnOpen = { filer: Filer; draft: Draft; req: Parameters<RequestHandler>[0]; res: Response }

function onOpenDraft(deps: Deps, handle: (found: OnOpen) => Promise<void>): RequestHandler {
  return async (req, res) => {
    const found = await draftByToken(deps, tokenOf(req))
    const filer = await filerOf(deps, res)
    if (found.kind === 'gone') return void res.status(404).json({ errors: [] })
    if (found.kind !== 'open') return void res.status(409).json({ errors: [filer.t('filing:sent.title')] })
    await handle({ filer, draft: found.draft, req, res })
  }
}

function takenOf({ t }: Filer, upload: Upload) {
  const errors = upload.photos.flatMap((photo) => (photo.ok ? [] : [reasonSentence(t, photo.reason)]))
  if (upload.problem !== undefined) errors.push(problemSentence(t, upload.problem))
  const isBusy = upload.photos.some((photo) => !photo.ok && isPassing(photo.reason))
  const status = upload.problem === undefined ? (isBusy ? 503 : 422) : uploadStatus[upload.problem]
  return { photos: upload.photos.filter((photo) => photo.ok), errors, status }
}

export type PhotosAnswer = {
  token: string
  /** Where the first step of this draft is, and where further photos go. */
  action: string
  photosHref: string
  photos: { id: string; src: string; href: string; name: string }[]
  status: string
  room: number
  errors: string[]
}

type Answer = { filer: Filer; token: string; errors: string[]; res: Response }

async function answer(deps: Deps, { filer, token, errors, res }: Answer): Promise<void> {
  const found = await draftByToken(deps, token)
  const draft = found.kind === 'open' ? found.draft : null
  const photos = draft === null ? [] : draftPhotos(filer, draft)
  // The address of a turned photo is the same; what a browser holds under it is not.
  const version = (index: number) => draft?.photos[index]?.smallKey.slice(0, 8) ?? ''
  const { lang, t, city } = filer
  const body: PhotosAnswer = {
    token,
    action: stepPath(filer, token, 'what'),
    photosHref: complaintPaths.draftPhotos(lang, city.slug, token),
    photos: photos.map(({ id, src, href, name }, index) => ({
      id,
      src: `${src}?v=${version(index)}`,
      href,
      name,
    })),
    status: t('filing:what.photosTaken', { taken: photos.length, max: mostPhotos }),
    room: mostPhotos - photos.length,
    errors,
  }
  res.json(body)
}
