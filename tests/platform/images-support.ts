import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { pino } from 'pino'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { createImageWorker, type ImageWorkerOptions } from '../../src/platform/images/image-worker.ts'
import { temporaryFolder } from './files-support.ts'

/** Real photos, not part of the project; tests that need them are skipped where they are absent. */
export const photoData = path.resolve(
  process.env.SHARED_DATA ?? path.join(import.meta.dirname, '../../../shared/data'),
  'photos',
)
export const photoDataMissing = existsSync(photoData)
  ? undefined
  : ` (skipped: there is no ${photoData}; set SHARED_DATA to the folder that holds photos/)`

export const silentLog = pino({ level: 'silent' })

/** A worker that ends with the test; with one child unless told, so that one photo waits for the other. */
export function testWorker(options: Partial<ImageWorkerOptions> = {}) {
  const worker = createImageWorker({ log: silentLog, children: 1, ...options })
  onTestFinished(() => worker.close())
  return worker
}

export async function fileWith(bytes: Uint8Array, name = 'photo'): Promise<string> {
  const file = path.join(await temporaryFolder(), name)
  await writeFile(file, bytes)
  return file
}

/** Grey noise over a slope, the same each time: as hard to compress as a street. */
export function streetLike(width: number, height: number) {
  const data = Buffer.alloc(width * height * 3)
  let state = 1
  for (let at = 0; at < data.length; at += 1) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    data[at] = ((at / data.length) * 180 + (state >> 16) * (70 / 0x7fff)) & 255
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

/** A PNG that says how large it is and holds next to nothing. */
export function pixelBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(1000)))
  return Buffer.concat([signature, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))])
}

/** Names of the segments of a JPEG before its pixels, such as 'E0' for APP0 (JFIF), 'E1' for APP1 (EXIF, XMP). */
export function jpegSegments(jpeg: Buffer): string[] {
  return segmentsOf(jpeg).map((at) =>
    jpeg
      .subarray(at + 1, at + 2)
      .toString('hex')
      .toUpperCase(),
  )
}

/**
 * All of a JPEG that may say something: what stands before its pixels and after them. Among the pixels themselves any
 * three letters stand somewhere by chance: one in sixty photos of 300 kB holds the bytes of "GPS".
 */
export function aroundPixels(jpeg: Buffer): Buffer {
  const last = segmentsOf(jpeg).at(-1) ?? 2
  const pixels = last + 2 + jpeg.readUInt16BE(last + 2)
  // A byte FF among pixels is followed by 00 or by a mark of restart, so FF D9 is their end.
  return Buffer.concat([jpeg.subarray(0, pixels), jpeg.subarray(jpeg.indexOf('ffd9', pixels, 'hex'))])
}

/** Where the segments before the pixels begin. */
function segmentsOf(jpeg: Buffer): number[] {
  const places: number[] = []
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    places.push(at)
  }
  return places
}

/** What a picture tells apart from its pixels; all must be undefined or empty in what we keep. */
export async function hiddenIn(file: string) {
  const { exif, xmp, iptc, icc, orientation, comments } = await sharp(file).metadata()
  // E0 is JFIF, DB, C0 to C4 and DD are tables that the pixels need
  const foreign = jpegSegments(await readFile(file)).filter((name) => !/^(E0|DB|DD|C[0-4])$/.test(name))
  return { exif, xmp, iptc, icc, orientation, comments, foreign }
}

export const nothingHidden = {
  exif: undefined,
  xmp: undefined,
  iptc: undefined,
  icc: undefined,
  orientation: undefined,
  comments: undefined,
  foreign: [],
}

/** Ended, or a zombie that a container's first process has not collected. */
export async function isGone(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return true
  }
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return /\) [ZX] /.test(state)
}
