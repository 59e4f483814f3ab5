import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { createImageWorker } from '../../src/platform/images/image-worker.ts'
import { temporaryFolder } from './files-support.ts'
import {
  aroundPixels,
  hiddenIn,
  nothingHidden,
  photoData,
  photoDataMissing,
  silentLog,
} from './images-support.ts'
import { expectedPhotos } from './photo-corpus.ts'

if (photoDataMissing !== undefined) console.warn(`Tests with real photos${photoDataMissing}`)

const worker = createImageWorker({ log: silentLog })
afterAll(() => worker.close())

const inEachFolder = test.each(Object.keys(expectedPhotos))

describe.skipIf(photoDataMissing)(`real photos${photoDataMissing ?? ''}`, () => {
  inEachFolder('in %s are accepted or refused as expected, whatever their name', async (folder) => {
    const seen: Record<string, string> = {}
    for (const name of await readdir(path.join(photoData, folder))) {
      const file = path.join(await temporaryFolder(), 'photo.jpg')
      await copyFile(path.join(photoData, folder, name), file)
      const result = await worker.process(file)
      if (result.ok) {
        const { large, small } = result.variants
        seen[name] = `${large.width}x${large.height}`
        expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(400)
        expect(await hiddenIn(large.path), name).toEqual(nothingHidden)
        expect(await hiddenIn(small.path), name).toEqual(nothingHidden)
      } else seen[name] = result.reason
    }
    expect(seen).toEqual(expectedPhotos[folder])
  })

  test('from streets carry their place and device before, and not after', { tags: ['long'] }, async () => {
    for (const name of Object.keys(expectedPhotos.street ?? {})) {
      const source = path.join(photoData, 'street', name)
      expect((await sharp(source).metadata()).exif?.includes('Exif'), name).toBe(true)
      const file = path.join(await temporaryFolder(), name)
      await copyFile(source, file)
      const result = await worker.process(file)
      if (!result.ok) throw new Error(`${name} was refused as ${result.reason}`)
      const large = await readFile(result.variants.large.path)
      const [told, asSent] = [aroundPixels(large), await readFile(source)]
      for (const trace of ['Exif', 'GPS', 'Apple', 'iPhone', 'Adobe']) {
        expect(told.includes(trace), `${trace} in ${name}`).toBe(false)
      }
      expect(aroundPixels(asSent).includes('Exif'), name).toBe(true)
      expect(large.length, name).toBeLessThan(500_000)
    }
  })

  test('that are cut off half-way are refused', { tags: ['long'] }, async () => {
    for (const name of Object.keys(expectedPhotos.street ?? {})) {
      const whole = await readFile(path.join(photoData, 'street', name))
      const file = path.join(await temporaryFolder(), name)
      await writeFile(file, whole.subarray(0, whole.length / 2))
      expect(await worker.process(file), name).toEqual({ ok: false, reason: 'broken' })
    }
  })
})
