import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { sizeColumns } from './draft-photos.ts'
import type { AttachedPhoto } from './staff-act.ts'

/** Whose draft about which complaint. */
export type DraftOf = { staffId: number; complaintId: number }

export type DraftToSave = DraftOf & {
  act: string
  fields: Record<string, string>
  seenVersion: number
  /** New pictures beside those that are kept. */
  photos: readonly AttachedPhoto[]
  /** Milliseconds UTC. */
  at: number
}

/** An answer holds as many pictures as one form may bring. */
export const mostDraftPhotos = 5

/** Keeps what is being written: one text per person and complaint, the last one counts, pictures are added. */
export function saveAnswerDraft({ db }: Pick<Deps, 'db'>, draft: DraftToSave): Promise<void> {
  const { staffId, complaintId, act, fields, seenVersion, photos, at } = draft
  return inTransaction(db, async (tx) => {
    const data = { act, fields, seenVersion, updatedAt: toDate(at) }
    const { id } = await tx.answerDraft.upsert({
      where: { staffId_complaintId: { staffId, complaintId } },
      create: { staffId, complaintId, ...data },
      update: data,
      select: { id: true },
    })
    if (photos.length === 0) return
    const kept = await tx.photo.count({ where: { answerDraftId: id } })
    await tx.photo.createMany({
      data: photos.slice(0, Math.max(0, mostDraftPhotos - kept)).map((photo, index) => ({
        id: photo.id,
        answerDraftId: id,
        role: 'after',
        position: kept + index,
        ...sizeColumns(photo),
        createdAt: toDate(at),
      })),
    })
  })
}

/** Throws away what was written, with its pictures. */
export async function discardAnswerDraft({ db }: Pick<Deps, 'db'>, whose: DraftOf): Promise<void> {
  await db.answerDraft.deleteMany({ where: whose })
}

/** Throws away the pictures and keeps the words. */
export async function discardDraftPhotos({ db }: Pick<Deps, 'db'>, whose: DraftOf): Promise<void> {
  await db.photo.deleteMany({ where: { complaintId: null, answerDraft: whose } })
}

/** Gives the pictures of the draft to the answer that is being written in this transaction. Returns their ids. */
export async function takeDraftPhotos(
  tx: Transaction,
  whose: DraftOf,
  { answerNo }: { answerNo: number },
): Promise<string[]> {
  const kept = await tx.photo.findMany({
    where: { complaintId: null, answerDraft: whose },
    select: { id: true },
    orderBy: { position: 'asc' },
  })
  if (kept.length === 0) return []
  const { complaintId } = whose
  const { _max } = await tx.photo.aggregate({ where: { complaintId }, _max: { position: true } })
  const first = (_max.position ?? -1) + 1
  for (const [index, { id }] of kept.entries()) {
    await tx.photo.update({
      where: { id },
      data: { complaintId, answerDraftId: null, answerNo, position: first + index },
      select: { id: true },
    })
  }
  await tx.complaint.update({
    where: { id: complaintId },
    data: { photoCount: { increment: kept.length } },
    select: { id: true },
  })
  return kept.map(({ id }) => id)
}

/** Removes drafts that nobody has touched for that long. Returns how many. */
export async function removeOldAnswerDrafts({ db }: Pick<Deps, 'db'>, before: number): Promise<number> {
  const { count } = await db.answerDraft.deleteMany({ where: { updatedAt: { lt: toDate(before) } } })
  return count
}
