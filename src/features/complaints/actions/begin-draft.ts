import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { insertion, together, writeWhole } from '../../../platform/db/whole-write.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { OpenDraft } from '../filing/draft.ts'
import { firstPhotos, type NewPhoto } from './draft-photos.ts'

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
  deps: Pick<Deps, 'db' | 'pool' | 'now'>,
  { cityId, data, photos, token = newToken() }: NewDraft,
): Promise<string> {
  const id = Buffer.from(hashToken(token))
  const at = toDate(deps.now().epochMilliseconds)
  await writeWhole(
    deps,
    together([
      ...firstPhotos(id, { photos, at }),
      insertion('draft', [{ id, cityId, data, createdAt: at, updatedAt: at }]),
    ]),
  )
  return token
}
