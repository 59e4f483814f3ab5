import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import sharp, { type OutputInfo, type Raw } from 'sharp'
import {
  type Area,
  type ChildMessage,
  markSides,
  maxMarkBytes,
  maxPhotoPixels,
  type PhotoRequest,
  variantSides,
} from './image-result.ts'

// Everything but these three decoders is switched off in libvips itself: most of its advisories were in the others.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile', 'VipsForeignLoadWebpFile'],
})
sharp.concurrency(1)
sharp.cache(false)

// mozjpeg's full trellis search takes ten times as long, writing progressively twice, for a few per cent of the bytes; and
// people wait for this (docs/decisions/0099). With the Huffman tables of the standard a picture of quality 73 is as heavy as
// one of 75 with its own, and written in half the time (docs/decisions/0102).
const jpegOptions = { quality: 73, quantisationTable: 3, optimiseCoding: false }

const input = {
  limitInputPixels: maxPhotoPixels,
  pages: 1,
  // Refuses cut-off files. 'warning' would also refuse phones whose JPEGs hold stray bytes between segments.
  failOn: 'error',
} as const

/**
 * Decodes one photo and writes its two sizes as plain sRGB JPEGs made of pixels only: turned upright, nothing
 * transparent, no EXIF, XMP, IPTC or colour profile. Runs in the child process only.
 */
export async function reEncode({
  source,
  targets,
  turn = 0,
  cover = [],
}: PhotoRequest): Promise<ChildMessage> {
  try {
    const { data, info } = await sharp(source, input)
      .autoOrient()
      .rotate(turn)
      .flatten({ background: '#ffffff' })
      .resize({
        width: variantSides.large,
        height: variantSides.large,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const decoded = { data, raw: { width: info.width, height: info.height, channels: info.channels } }
    const pixels = await covered(decoded, cover)
    const few = await shrunk(pixels, variantSides.small)
    return {
      type: 'done',
      variants: {
        large: await writeVariant(pixels, targets.large),
        small: await writeVariant(few, targets.small),
      },
      dhash: await differenceHash(few),
    }
  } catch (error) {
    return { type: 'refused', reason: refusalFor(error) }
  }
}

/**
 * Decodes one picture and writes it as a small PNG of at most 256 colours, made of pixels only; what is transparent
 * stays so. Takes the largest size that is light enough. Runs in the child process only.
 */
export async function reEncodeMark({
  source,
  mark,
}: {
  source: string
  mark: string
}): Promise<ChildMessage> {
  try {
    for (const side of markSides) {
      const { data, info } = await sharp(source, input)
        .autoOrient()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .png({ palette: true, colours: 256, compressionLevel: 9, effort: 10 })
        .toBuffer({ resolveWithObject: true })
      if (data.length > maxMarkBytes) continue
      await writeFile(mark, data, { mode: 0o600 })
      return { type: 'mark', width: info.width, height: info.height, bytes: data.length }
    }
    throw new Error('44 pixels are never so heavy')
  } catch (error) {
    return { type: 'refused', reason: refusalFor(error) }
  }
}

function refusalFor(error: unknown) {
  if (!(error instanceof Error)) return 'broken'
  // only the file system gives a code: the targets could not be written
  if ('code' in error) return 'unavailable'
  return error.message.includes('pixel limit') ? 'too-many-pixels' : 'broken'
}

type Pixels = { data: Buffer; raw: Raw }

/** Cells of a covered place: few enough that neither a face nor a plate can be told from the picture. */
const coveredCells = 4

/** Each place becomes a mosaic of the mean colours of 4 x 4 cells; the pixels that were there are in no output. */
async function covered(pixels: Pixels, areas: readonly Area[]): Promise<Pixels> {
  if (areas.length === 0) return pixels
  const { data, raw } = pixels
  const patches = await Promise.all(
    areas.map(async (area) => {
      const place = placeOf(area, raw)
      const mean = await sharp(data, { raw })
        .extract(place)
        .resize(coveredCells, coveredCells, { fit: 'fill' })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const { width, height, channels } = mean.info
      const tile = await sharp(mean.data, { raw: { width, height, channels } })
        .resize(place.width, place.height, { fit: 'fill', kernel: 'nearest' })
        .raw()
        .toBuffer({ resolveWithObject: true })
      // Raw, because no loader but those of files is switched on.
      return { input: tile.data, raw: rawOf(tile.info), left: place.left, top: place.top }
    }),
  )
  const done = await sharp(data, { raw })
    .composite(patches)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data: done.data, raw: rawOf(done.info) }
}

const rawOf = ({ width, height, channels }: OutputInfo): Raw => ({ width, height, channels })

/** Whole pixels around the area, at least one, within the picture. */
function placeOf({ x, y, w, h }: Area, { width, height }: Raw) {
  const left = Math.min(Math.floor((x / 100) * width), width - 1)
  const top = Math.min(Math.floor((y / 100) * height), height - 1)
  const right = Math.min(Math.max(Math.ceil(((x + w) / 100) * width), left + 1), width)
  const bottom = Math.min(Math.max(Math.ceil(((y + h) / 100) * height), top + 1), height)
  return { left, top, width: right - left, height: bottom - top }
}

async function shrunk({ data, raw }: Pixels, side: number): Promise<Pixels> {
  const small = await sharp(data, { raw })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data: small.data, raw: rawOf(small.info) }
}

async function writeVariant({ data, raw }: Pixels, target: string) {
  const { data: jpeg, info } = await sharp(data, { raw })
    .jpeg(jpegOptions)
    .toBuffer({ resolveWithObject: true })
  await writeFile(target, jpeg, { mode: 0o600 })
  const sha256 = createHash('sha256').update(jpeg).digest('hex')
  return { width: info.width, height: info.height, bytes: jpeg.length, sha256 }
}

/** One bit per pair of neighbours in a 9 x 8 grey picture: is the left one darker? */
async function differenceHash({ data, raw }: Pixels): Promise<string> {
  const grey = await sharp(data, { raw }).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer()
  let bits = 0n
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column
      bits = (bits << 1n) | (Number(grey[at]) < Number(grey[at + 1]) ? 1n : 0n)
    }
  }
  return bits.toString(16).padStart(16, '0')
}
