import type { Deps } from '../../../platform/deps.ts'
import { type AttachedPhoto, attachPhotos, type StaffAct, staffAct } from './staff-act.ts'

export type OfficeAnswer = {
  outcome: 'solved' | 'explained'
  text: string
  lang: string
  /** Pictures of the result. */
  photos: AttachedPhoto[]
}

/** The public answer of the office that holds the complaint. */
export const answerComplaint = (deps: Deps, act: StaffAct, answer: OfficeAnswer) =>
  staffAct(deps, { ...act, kind: 'answered' }, async ({ tx, state, at, actor }) => {
    const { photos, ...written } = answer
    const place = {
      complaintId: act.complaintId,
      role: 'after',
      answerNo: state.answers.length + 1,
      at,
    } as const
    await attachPhotos(tx, photos, place)
    const payload = { ...written, photos: photos.map((photo) => photo.id) }
    return [{ kind: 'answered', at, actor, payload }]
  })
