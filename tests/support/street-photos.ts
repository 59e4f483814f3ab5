import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { photoData, streetLike } from '../platform/images-support.ts'

const wanted = [
  'street/road_bath_04.jpg',
  'street/litter_santiago_03.jpg',
  'street/road_bath_06.jpg',
] as const

export type StreetPhotos = { before: string[]; after: string }

/** Files of photos of streets: the real ones where they are (SHARED_DATA), else made ones written to `folder`. */
export async function streetPhotos(folder: string): Promise<StreetPhotos> {
  const real = wanted.map((name) => path.join(photoData, name))
  const files = real.every((file) => existsSync(file)) ? real : await madeUp(folder)
  const [first = '', second = '', after = ''] = files
  return { before: [first, second], after }
}

async function madeUp(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  return Promise.all(
    wanted.map(async (name, index) => {
      const file = path.join(folder, path.basename(name))
      const picture = streetLike(1200 + index, 900)
      await writeFile(file, await picture.jpeg({ quality: 80 }).toBuffer())
      return file
    }),
  )
}
