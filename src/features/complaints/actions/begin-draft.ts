import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { OpenDraft } from '../filing/draft.ts'
import { type NewPhoto, putDraftPhotos } from './draft-photos.ts'

export type NewDraft = {
  cityId: number
  data: OpenDraft
  photos: readonly NewPhoto[]
  /** Made on the device, for a report that was written without a network. */
  token?: string
}

/**
 * Keeps a filing that has just begun. The token goes into the resident's addresses and is known to nobody else;
 * of it only a hash is stored.
 */
export async function beginDraft(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, data, photos, token = newToken() }: NewDraft,
): Promise<string> {
  const id = Buffer.from(hashToken(token))
  const at = toDate(deps.now().epochMilliseconds)
  const row = { id, cityId, data, createdAt: at, updatedAt: at }
  if (photos.length === 0) {
    await deps.db.draft.create({ data: row, select: { cityId: true } })
    return token
  }
  await inTransaction(deps.db, async (tx) => {
    await tx.draft.create({ data: row, select: { cityId: true } })
    await putDraftPhotos(tx, id, { photos, at })
  })
  return token
}
