import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { OpenDraft } from '../filing/draft.ts'
import { type NewPhoto, putDraftPhotos, sizeColumns } from './draft-photos.ts'
import { lockDraft } from './lock-draft.ts'

export type DraftChange = {
  /** What is written over. */
  data?: Partial<OpenDraft>
  addPhotos?: readonly NewPhoto[]
  /** Its photos, those that are there already too, are for staff alone. */
  staffPhotos?: boolean
  /** Id of a photo. */
  removePhoto?: string
  /** Ids of the photos that stay, all others go; nothing is changed when one of them is not there. */
  keepOnly?: readonly string[]
  /** The same picture turned takes the place of the one with this id. */
  replacePhoto?: { id: string; by: NewPhoto }
  /** The filing goes on in another city. */
  cityId?: number
}

/** `noRoomFor`: photos beyond the most that a filing takes. */
export type SavedDraft = { ok: true; noRoomFor: number } | { ok: false; reason: 'sent' | 'gone' | 'missing' }

/** Changes a draft unless it was sent; of two tabs the last one wins. */
export async function saveDraft(
  deps: Pick<Deps, 'db' | 'now'>,
  id: Uint8Array<ArrayBuffer>,
  change: DraftChange,
): Promise<SavedDraft> {
  const at = toDate(deps.now().epochMilliseconds)
  return hasPhotos(change) ? saveAll(deps, id, { change, at }) : saveWords(deps, id, { change, at })
}

/** Whether photos come, go or change: no list of those that stay is not an empty one. */
const hasPhotos = ({
  addPhotos = [],
  staffPhotos = false,
  removePhoto,
  keepOnly,
  replacePhoto,
}: DraftChange) =>
  addPhotos.length > 0 || staffPhotos || (removePhoto ?? keepOnly ?? replacePhoto) !== undefined

type Change = { change: DraftChange; at: Date }

/** Most changes: one statement, without a transaction that keeps a connection from one round trip to the next. */
async function saveWords(
  { db }: Pick<Deps, 'db'>,
  id: Uint8Array<ArrayBuffer>,
  { change: { data = {}, cityId }, at }: Change,
): Promise<SavedDraft> {
  const saved = await db.$executeRaw`
    UPDATE draft SET data = data || ${JSON.stringify(data)}::jsonb, city_id = coalesce(${cityId ?? null}, city_id),
      updated_at = ${at}
    WHERE id = ${id} AND NOT data ? 'sent'`
  if (saved === 1) return { ok: true, noRoomFor: 0 }
  const isThere = (await db.draft.count({ where: { id } })) > 0
  return { ok: false, reason: isThere ? 'sent' : 'gone' }
}

async function saveAll(
  { db }: Pick<Deps, 'db'>,
  id: Uint8Array<ArrayBuffer>,
  { change, at }: Change,
): Promise<SavedDraft> {
  const {
    data = {},
    addPhotos = [],
    staffPhotos = false,
    removePhoto,
    keepOnly,
    replacePhoto,
    cityId,
  } = change
  return inTransaction(db, async (tx): Promise<SavedDraft> => {
    const draft = await lockDraft(tx, id)
    if (draft === null) return { ok: false, reason: 'gone' }
    if ('sent' in draft.data) return { ok: false, reason: 'sent' }
    if (keepOnly !== undefined) {
      const there = await tx.photo.count({ where: { draftId: id, id: { in: [...keepOnly] } } })
      if (there < keepOnly.length) return { ok: false, reason: 'missing' }
      await tx.photo.deleteMany({ where: { draftId: id, id: { notIn: [...keepOnly] } } })
    }
    await tx.draft.update({
      where: { id },
      data: { data: { ...draft.data, ...data }, cityId: cityId ?? draft.cityId, updatedAt: at },
    })
    // Its bytes go with the next sweep.
    if (removePhoto !== undefined) await tx.photo.deleteMany({ where: { id: removePhoto, draftId: id } })
    if (replacePhoto !== undefined) {
      const columns = sizeColumns(replacePhoto.by)
      await tx.photo.updateMany({ where: { id: replacePhoto.id, draftId: id }, data: columns })
    }
    const noRoomFor = await putDraftPhotos(tx, id, { photos: addPhotos, at })
    if (staffPhotos) {
      await tx.photo.updateMany({ where: { draftId: id }, data: { shown: false, hiddenBy: 'moderator' } })
    }
    return { ok: true, noRoomFor }
  })
}
