import { randomUUID } from 'node:crypto'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { lockDraft } from './lock-draft.ts'

/** A letter has so many files at most. */
export const mostScans = 3

/**
 * Puts a letter to the draft with this id, or to the complaint that it became a moment ago in another window. The same
 * file sent twice is one; false when there are too many.
 */
export async function addLetterScan(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  draftId: Uint8Array<ArrayBuffer>,
  { key, bytes }: { key: string; bytes: number },
): Promise<boolean> {
  const at = toDate(now().epochMilliseconds)
  return inTransaction(db, async (tx) => {
    const draft = await lockDraft(tx, draftId)
    const sent = draft !== null && 'sent' in draft.data ? draft.data.sent : null
    const owner = sent === null ? { draftId } : await complaintOf(tx, sent)
    const there = await tx.letterScan.findMany({ where: owner, select: { fileKey: true } })
    if (there.some(({ fileKey }) => fileKey === key)) return true
    if (there.length >= mostScans) return false
    await tx.letterScan.create({ data: { id: randomUUID(), ...owner, fileKey: key, bytes, createdAt: at } })
    // Another version of the draft: a Send that has read it without the letter reads it again.
    if (sent === null) await tx.draft.update({ where: { id: draftId }, data: { updatedAt: at } })
    return true
  })
}

async function complaintOf(tx: Transaction, number: string): Promise<{ complaintId: number }> {
  const { id } = await tx.complaint.findUniqueOrThrow({ where: { number }, select: { id: true } })
  return { complaintId: id }
}

/** Takes a letter from a draft; its bytes go with the next sweep. */
export async function removeLetterScan(
  { db }: Pick<Deps, 'db'>,
  draftId: Uint8Array<ArrayBuffer>,
  id: string,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if ((await lockDraft(tx, draftId)) === null) return
    await tx.letterScan.deleteMany({ where: { id, draftId } })
  })
}

/** The letters of a form become those of the complaint that it has become, or is part of now. */
export async function moveScans(
  tx: Transaction,
  draftId: Uint8Array<ArrayBuffer>,
  complaintId: number,
): Promise<void> {
  await tx.letterScan.updateMany({ where: { draftId }, data: { complaintId, draftId: null } })
}
