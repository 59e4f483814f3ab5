import type { BaseLogger } from 'pino'
import type { FileStore } from '../files/file-store.ts'
import { type ImageRefusal, type ImageVariant, isPassing } from '../images/image-result.ts'
import type { ImageWorker } from '../images/image-worker.ts'
import { type ReceivedPdf, storePdf } from './pdf-upload.ts'
import type { ArrivedFile } from './upload-folder.ts'

/** `position` counts the chosen photos from 1. Names that files had on the sender's device are never kept. */
export type ReceivedPhoto =
  | {
      ok: true
      position: number
      large: StoredImage
      small: StoredImage
      /** Of the bytes as they were sent, 64 hex digits. */
      sha256: string
      /** See ImageResult. */
      dhash: string
    }
  | { ok: false; position: number; reason: ImageRefusal }

/** A JPEG in the file store. Sides in pixels, size in bytes. */
export type StoredImage = { key: string; width: number; height: number; bytes: number }

export type UploadDeps = {
  config: { dataDir: string }
  log: Pick<BaseLogger, 'info' | 'warn' | 'error'>
  files: FileStore
  images: ImageWorker
}

/**
 * One after the other: a form waits in line with its first photo only, and the others come next in turn, whatever the
 * decoder made of the first. Where that wait was in vain no other one waits, or nobody would be there any more to be told. `isGone`: the
 * sender has left, so nothing more is decoded for him.
 */
export async function storePhotos(
  deps: UploadDeps,
  arrived: ArrivedFile[],
  isGone = (): boolean => false,
): Promise<ReceivedPhoto[]> {
  const photos: ReceivedPhoto[] = []
  // Not by a file that no decoder sees: any such file would let the others past the line, and past its end.
  let begun = false
  const atItsTurn = () => {
    begun = true
    return isGone()
  }
  for (const file of arrived) {
    const inVain = photos.some((photo) => !photo.ok && isPassing(photo.reason))
    const photo = !file.ok
      ? file
      : inVain
        ? notNow(file)
        : await storePhoto(deps, file, { begun, isGone: atItsTurn })
    if (!photo.ok) deps.log.info({ reason: photo.reason }, 'photo refused')
    photos.push(photo)
  }
  return photos
}

const notNow = ({ position }: ArrivedFile): ReceivedPhoto => ({ ok: false, position, reason: 'unavailable' })

/** PDFs are stored as they came; one that cannot be costs nothing but itself. */
export async function storePdfs({ files, log }: UploadDeps, arrived: ArrivedFile[]): Promise<ReceivedPdf[]> {
  const pdfs: ReceivedPdf[] = []
  for (const file of arrived) {
    const pdf = await storePdf(files, file).catch((error: unknown): ReceivedPdf => {
      log.error({ err: error }, 'a PDF could not be stored')
      return { ok: false, reason: 'unavailable' }
    })
    if (!pdf.ok) log.info({ reason: pdf.reason }, 'PDF refused')
    pdfs.push(pdf)
  }
  return pdfs
}

async function storePhoto(
  { files, images, log }: UploadDeps,
  file: ArrivedFile & { ok: true },
  line: { begun: boolean; isGone: () => boolean },
): Promise<ReceivedPhoto> {
  const { position, path, sha256 } = file
  const store = async (variant: ImageVariant): Promise<StoredImage> => {
    const { key, size } = await files.put({ path: variant.path })
    return { key, width: variant.width, height: variant.height, bytes: size }
  }
  try {
    const result = await images.process(path, line)
    if (!result.ok) return { ok: false, position, reason: result.reason }
    const { large, small } = result.variants
    return {
      ok: true,
      position,
      large: await store(large),
      small: await store(small),
      sha256,
      dhash: result.dhash,
    }
  } catch (error) {
    // A full disk must not cost the complaint, only the photo.
    log.error({ err: error }, 'a photo could not be stored')
    return notNow(file)
  }
}
