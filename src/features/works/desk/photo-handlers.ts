import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { uploadOf } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { addPhotos } from '../actions/add-photos.ts'
import { removePhoto } from '../actions/remove-photo.ts'
import { workDeskPaths } from '../paths.ts'
import { isPhotoId, photoKey } from '../queries.ts'
import { mayPhotograph, mostPhotos, photoRoles, stateOf } from '../rules.ts'
import type { Work } from '../work.ts'
import { type Desk, deskOf, deskWork } from './access.ts'
import type { RefusedPhotos } from './edit-acts.ts'

const PhotoForm = z.object({ role: z.enum(photoRoles, { error: 'works:photo.chooseRole' }) })

type Refuse = (work: Work, desk: Desk, res: Response, refused: RefusedPhotos) => Promise<void>

/** Pictures of a work. `refuse` answers with the page of the work and why nothing was taken. */
export function photoHandlers(
  deps: Deps,
  refuse: Refuse,
): Record<'known' | 'add' | 'remove' | 'photo', RequestHandler> {
  const workFor = async (res: Response): Promise<{ desk: Desk; work: Work }> => {
    const desk = await deskOf(deps, res)
    const work = await deskWork(deps, res, desk)
    const { cityId, officeId } = work
    const owned = { cityId, officeId, state: stateOf(work, desk.around.now) }
    if (!mayPhotograph(desk.staff.roles, owned)) throw new NotFound('work')
    return { desk, work }
  }
  const back = (res: Response, { around }: Desk, { id }: Work, done: 'photos' | 'noPhoto') =>
    res.redirect(303, `${workDeskPaths.work(around.city.slug, id, { done })}#photos`)

  return {
    /** Before a byte of a file is read. */
    known: async (_req, res, next) => {
      await workFor(res)
      next()
    },

    add: async (req, res) => {
      const { desk, work } = await workFor(res)
      const { t, now } = desk.around
      const { photos, tooMany, problem } = uploadOf(res)
      const parsed = parseForm(PhotoForm, req.body)
      const good = photos.flatMap((photo) => (photo.ok ? [photo] : []))
      const sentences = [
        ...(problem === undefined ? [] : [problemSentence(t, problem)]),
        ...(tooMany ? [tooManySentence(t, mostPhotos)] : []),
        ...photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)])),
      ]
      if (sentences.length === 0 && good.length === 0) sentences.push(t('works:photo.none'))
      if (!parsed.ok) sentences.push(t('works:photo.chooseRole'))
      if (sentences.length === 0 && parsed.ok) {
        const { role } = parsed.value
        const added = await addPhotos(deps, { work, role, photos: good, staffId: desk.staff.id, at: now })
        if (added) return back(res, desk, work, 'photos')
        sentences.push(tooManySentence(t, mostPhotos))
      }
      const { role = '' } = typedFields(req.body)
      await refuse(work, desk, res, { why: sentences.join(' '), role })
    },

    remove: async (req, res) => {
      const { desk, work } = await workFor(res)
      const id = String(req.params['workPhoto'])
      const removal = { work, id, staffId: desk.staff.id, at: desk.around.now }
      if (!isPhotoId(id) || !(await removePhoto(deps, removal))) throw new NotFound('photo')
      back(res, desk, work, 'noPhoto')
    },

    photo: servePhoto(deps, async (req: Request, res) => {
      const desk = await deskOf(deps, res)
      const work = await deskWork(deps, res, desk)
      const key = await photoKey(deps, { ...asked(req), workId: work.id })
      return key === null ? undefined : { key, access: 'private' }
    }),
  }
}

const asked = ({ params }: Request) => ({ id: String(params['workPhoto']), size: String(params['size']) })
