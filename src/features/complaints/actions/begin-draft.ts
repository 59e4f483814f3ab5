import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { OpenDraft } from '../filing/draft.ts'
import { type NewPhoto, putDraftPhotos } from './draft-photos.ts'

/**
 * Keeps a filing that has just begun. The token goes into the resident's addresses and is known to nobody else;
 * of it only a hash is stored.
 */
export async function beginDraft(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, data, photos }: { cityId: number; data: OpenDraft; photos: readonly NewPhoto[] },
): Promise<string> {
  const token = newToken()
  const id = Buffer.from(hashToken(token))
  const at = toDate(deps.now().epochMilliseconds)
  await inTransaction(deps.db, async (tx) => {
    await tx.draft.create({ data: { id, cityId, data, createdAt: at, updatedAt: at } })
    await putDraftPhotos(tx, id, { photos, at })
  })
  return token
}
