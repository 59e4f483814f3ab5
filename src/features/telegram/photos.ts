import type { Deps } from '../../platform/deps.ts'
import type { ReceivedPhoto } from '../../platform/http/store-uploads.ts'
import { storePhotoFrom } from '../../platform/http/upload.ts'
import { maxPhotoBytes } from '../../platform/images/image-result.ts'
import type { BotApi } from './bot-api.ts'

/** Fetches a photo and takes it through the same re-encoding and limits as the photos of the site's forms. */
export async function fetchPhoto(deps: Deps, api: BotApi, fileId: string): Promise<ReceivedPhoto> {
  const stream = await api.file(fileId, maxPhotoBytes)
  if (stream === null) return { ok: false, position: 1, reason: 'too-large' }
  return storePhotoFrom(deps, stream)
}
