import { randomUUID } from 'node:crypto'
import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** A letter has so many files at most. */
export const mostScans = 3

/** Puts a letter to the draft with this id. The same file sent twice is one; false when there are too many. */
export async function addLetterScan(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  draftId: Uint8Array<ArrayBuffer>,
  { key, bytes }: { key: string; bytes: number },
): Promise<boolean> {
  const createdAt = toDate(now().epochMilliseconds)
  const row = { id: randomUUID(), draftId, fileKey: key, bytes, createdAt }
  await db.letterScan.createMany({ data: [row], skipDuplicates: true })
  const there = await db.letterScan.findMany({
    where: { draftId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const beyond = there.slice(mostScans).map(({ id }) => id)
  if (beyond.length > 0) await db.letterScan.deleteMany({ where: { id: { in: beyond } } })
  return beyond.length === 0
}

/** Takes a letter from a draft; its bytes go with the next sweep. */
export async function removeLetterScan(
  { db }: Pick<Deps, 'db'>,
  draftId: Uint8Array<ArrayBuffer>,
  id: string,
): Promise<void> {
  await db.letterScan.deleteMany({ where: { id, draftId } })
}

/** The letters of a form become those of the complaint that it has become, or is part of now. */
export async function moveScans(
  tx: Transaction,
  draftId: Uint8Array<ArrayBuffer>,
  complaintId: number,
): Promise<void> {
  await tx.letterScan.updateMany({ where: { draftId }, data: { complaintId, draftId: null } })
}
