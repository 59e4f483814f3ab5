import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import type { Colour } from '../../../faults/pictures.ts'
import { streetLike } from '../../../platform/images-support.ts'

/** A photo as a phone sends it, and what is still known of it after it was written anew: its mean colour. */
export type CorpusPhoto = { bytes: Buffer; colour: Colour }

const madeUp = 6
/** Grey noise of these sizes: about 2 MB as phones take it, 0.6 MB as the script of the form sends it, and tiny for tests. */
const sizes = {
  phone: { width: 2800, height: 2100, quality: 85 },
  browser: { width: 1600, height: 1200, quality: 80 },
  tiny: { width: 480, height: 360, quality: 85 },
} as const
export type PhotoSize = keyof typeof sizes

/** The JPEGs of a folder, or a few made-up ones of a size. */
export async function photoCorpus(
  folder: string | undefined,
  size: PhotoSize,
): Promise<readonly CorpusPhoto[]> {
  const files = folder === undefined ? await made(size) : await read(folder)
  return Promise.all(files.map(async (bytes) => ({ bytes, colour: await meanOf(bytes) })))
}

async function read(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder)).filter((name) => /\.jpe?g$/i.test(name)).sort()
  if (names.length === 0) throw new Error(`${folder} holds no JPEG`)
  return Promise.all(names.map((name) => readFile(path.join(folder, name))))
}

async function made(size: PhotoSize): Promise<Buffer[]> {
  const { width, height, quality } = sizes[size]
  const street = await streetLike(width, height).png({ compressionLevel: 1 }).toBuffer()
  const photos: Buffer[] = []
  for (let index = 0; index < madeUp; index += 1) {
    const shade = { r: 90 + 25 * index, g: 200 - 20 * index, b: 120 + 10 * ((index * 5) % 7) }
    photos.push(await sharp(street).tint(shade).jpeg({ quality }).toBuffer())
  }
  return photos
}

async function meanOf(bytes: Buffer): Promise<Colour> {
  const { channels } = await sharp(bytes).stats()
  const [r = 0, g = 0, b = 0] = channels.map(({ mean }) => Math.round(mean))
  return { r, g, b }
}

/** Of 64 factors the last ones, which belong to the finest detail; the first would change the brightness. */
const fineFactors = { from: 40, to: 63 }

/**
 * The same photo with a little other detail, at no cost: without this, equal photos would be stored once. `variant`
 * is written in base 4 into the quantisation factors of the finest detail (ITU-T T.81, B.2.4.1).
 */
export function variantOf(photo: Buffer, variant: number): Buffer {
  const copy = Buffer.from(photo)
  const table = copy.indexOf(Buffer.from([0xff, 0xdb]))
  const factors = table + 5
  let rest = variant
  for (let at = fineFactors.from; rest > 0 && at <= fineFactors.to; at += 1, rest = Math.floor(rest / 4)) {
    copy[factors + at] = Math.min(255, (copy[factors + at] ?? 0) + (rest % 4))
  }
  return copy
}
