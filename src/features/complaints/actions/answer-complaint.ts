import type { Deps } from '../../../platform/deps.ts'
import { takeDraftPhotos } from './answer-draft.ts'
import { checkHead } from './check-head.ts'
import { type AttachedPhoto, attachPhotos, type StaffAct, staffAct } from './staff-act.ts'

export type OfficeAnswer = {
  outcome: 'solved' | 'explained'
  text: string
  lang: string
  /** Pictures of the result. */
  photos: AttachedPhoto[]
  /** Also those that this person has kept with the draft. */
  withDraft?: boolean
}

/** The public answer of the office that holds the complaint. */
export const answerComplaint = (deps: Deps, act: StaffAct, answer: OfficeAnswer) =>
  staffAct(deps, { ...act, kind: 'answered' }, async (context) => {
    checkHead(context)
    const { tx, state, at, actor } = context
    const { photos, withDraft = false, ...written } = answer
    const { complaintId } = act
    const answerNo = state.answers.length + 1
    const kept = withDraft
      ? await takeDraftPhotos(tx, { staffId: act.staff.id, complaintId }, { answerNo })
      : []
    await attachPhotos(tx, photos, { complaintId, role: 'after', answerNo, at })
    const payload = { ...written, photos: [...kept, ...photos.map((photo) => photo.id)] }
    return [{ kind: 'answered', at, actor, payload }]
  })
