import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { insertion, type Part } from '../../../platform/db/whole-write.ts'
import { signedHash } from '../duplicates/photo-hash.ts'
import { mostPhotos } from '../filing/draft.ts'

/** A JPEG in the file store; sides in pixels. */
type StoredSize = { key: string; width: number; height: number }

/** A photo whose bytes are safe in the file store. */
export type NewPhoto = {
  large: StoredSize
  small: StoredSize
  /** What it looks like, 16 hex digits (platform/images); absent when nobody has looked. */
  dhash?: string
}

/**
 * Puts photos to a draft behind those it has. A picture that is there already is not taken twice, so a form sent
 * again changes nothing. The draft's row must be locked.
 * @returns how many found no room
 */
export async function putDraftPhotos(
  tx: Transaction,
  draftId: Uint8Array<ArrayBuffer>,
  { photos, at }: { photos: readonly NewPhoto[]; at: Date },
): Promise<number> {
  if (photos.length === 0) return 0
  const present = await tx.photo.findMany({
    where: { draftId },
    select: { largeKey: true, position: true },
    orderBy: { position: 'asc' },
  })
  const fresh = unlike(
    photos,
    present.map(({ largeKey }) => largeKey),
  )
  const room = mostPhotos - present.length
  const first = (present.at(-1)?.position ?? -1) + 1
  await tx.photo.createMany({ data: rowsOf(draftId, { photos: fresh.slice(0, room), at, first }) })
  return Math.max(0, fresh.length - room)
}

/** The same for a draft that begins in the same statement: at most one part of it. */
export function firstPhotos(
  draftId: Uint8Array<ArrayBuffer>,
  { photos, at }: { photos: readonly NewPhoto[]; at: Date },
): Part[] {
  const taken = unlike(photos, []).slice(0, mostPhotos)
  return taken.length === 0 ? [] : [insertion('photo', rowsOf(draftId, { photos: taken, at, first: 0 }))]
}

/** Those that are not there already, each once. */
function unlike(photos: readonly NewPhoto[], present: readonly string[]): NewPhoto[] {
  const keys = new Set(present)
  return photos.filter(({ large }) => !keys.has(large.key) && keys.add(large.key))
}

const rowsOf = (
  draftId: Uint8Array<ArrayBuffer>,
  { photos, at, first }: { photos: readonly NewPhoto[]; at: Date; first: number },
) =>
  photos.map((photo, index) => ({
    id: randomUUID(),
    draftId,
    role: 'before',
    position: first + index,
    ...sizeColumns(photo),
    createdAt: at,
  }))

/** Where its bytes are and how large it is, as columns of a row of `photo`. */
export const sizeColumns = ({ large, small, dhash }: NewPhoto) => ({
  largeKey: large.key,
  smallKey: small.key,
  width: large.width,
  height: large.height,
  smallWidth: small.width,
  smallHeight: small.height,
  dhash: dhash === undefined ? null : signedHash(dhash),
})
