import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Deps } from '../../../platform/deps.ts'
import { uploadsIn } from '../../../platform/http/upload-folder.ts'
import type { NewPhoto } from './draft-photos.ts'
import { type SavedDraft, saveDraft } from './save-draft.ts'

/**
 * Turns a photo of a draft by a quarter, clockwise, in its pixels. The id stays.
 * @returns null when there is no such photo or it cannot be read now
 */
export async function turnDraftPhoto(
  deps: Pick<Deps, 'db' | 'now' | 'files' | 'images' | 'config'>,
  draftId: Uint8Array<ArrayBuffer>,
  photoId: string,
): Promise<SavedDraft | null> {
  const photo = await deps.db.photo.findFirst({ where: { id: photoId, draftId }, select: { largeKey: true } })
  const by = photo === null ? null : await turned(deps, photo.largeKey)
  return by === null ? null : saveDraft(deps, draftId, { replacePhoto: { id: photoId, by } })
}

async function turned(
  { files, images, config }: Pick<Deps, 'files' | 'images' | 'config'>,
  key: string,
): Promise<NewPhoto | null> {
  const stored = await files.get(key)
  if (!stored.ok) return null
  await mkdir(uploadsIn(config.dataDir), { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(path.join(uploadsIn(config.dataDir), 'turn-'))
  try {
    const source = path.join(folder, 'photo')
    await writeFile(source, await buffer(stored.stream), { mode: 0o600 })
    const result = await images.process(source, { turn: 90 })
    if (!result.ok) return null
    const { large, small } = result.variants
    const put = async ({ path: file, width, height }: typeof large) => {
      const { key: stored } = await files.put({ path: file })
      return { key: stored, width, height }
    }
    return { large: await put(large), small: await put(small), dhash: result.dhash }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
