import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { createImageWorker } from '../../src/platform/images/image-worker.ts'
import { temporaryFolder } from './files-support.ts'
import { hiddenIn, nothingHidden, photoData, photoDataMissing, silentLog } from './images-support.ts'

/** Expected size of the large variant in pixels, or the reason of the refusal, of every file there is. */
const expected: Record<string, Record<string, string>> = {
  street: {
    'litter_santiago_03.jpg': '1600x900',
    'litter_santiago_04.jpg': '1600x900',
    'road_bath_01.jpg': '968x1296',
    'road_bath_03.jpg': '968x1296',
    'road_bath_04.jpg': '1296x968',
    'road_bath_05.jpg': '1296x968',
    'road_bath_06.jpg': '1296x968',
    'road_bath_07.jpg': '968x1296',
  },
  exif: {
    'iphone_IMG_5195.heic': 'heic',
    'long_description.jpg': '100x73',
    'orientation_landscape_3.jpg': '1600x1067',
    'orientation_landscape_6.jpg': '1600x1067',
    'orientation_landscape_8.jpg': '1600x1067',
    'orientation_portrait_5.jpg': '1067x1600',
    'orientation_portrait_7.jpg': '1067x1600',
    'pillow_broken_exif_dpi.jpg': '100x100',
    'pillow_empty_gps_ifd.jpg': '10x10',
    'pillow_exif_gps.jpg': '8x8',
    'pillow_hopper_orientation_6.webp': '128x128',
    'pillow_invalid-exif.jpg': '200x200',
    'pillow_multiple_exif.jpg': '1x1',
    'reconyx_makernote.jpg': '1600x1200',
  },
  formats: {
    'linku_fox.avif': 'heic',
    'linku_kimono_rotate90.avif': 'heic',
    'pillow_16bit.cropped.tif': 'format',
    'pillow_apng_delay.png': '128x64',
    'pillow_avif_exif.avif': 'heic',
    'pillow_avif_hopper.heif': 'heic',
    'pillow_avif_rot1mir0.avif': 'heic',
    'pillow_avif_star.avifs': 'heic',
    'pillow_frozenpond.mpo': '640x480',
    'pillow_hopper.webp': '128x128',
    'pillow_hopper_16bit_qtables.jpg': '128x128',
    'pillow_icc_profile_none.png': '57x57',
    'pillow_iss634.webp': '245x245',
    'pillow_pil_sample_cmyk.jpg': '100x100',
    'sharp_16-bit-grey-alpha.png': '109x96',
    'sharp_G31D.TIF': 'format',
    'sharp_animated-loop-3.webp': '370x285',
    'sharp_big-height.webp': '13x169',
    'sharp_blackbug.png': '1600x1200',
    'sharp_circle.svg': 'format',
    'sharp_full-transparent.png': '300x300',
    'sharp_gain-map.jpg': '1600x900',
    'sharp_grey-8bit-alpha.png': '400x300',
    'sharp_relax.jp2': 'format',
    'sharp_rotating-squares.gif': 'format',
    'sharp_struct-image-04-t.svg': 'format',
  },
  broken: {
    'patt_SVG_XSS1.svg': 'format',
    'patt_SVG_XSS_green_triangle.svg': 'format',
    'patt_SVG_XSS_nested_img_xlink.svg': 'format',
    'pillow_apng_chunk_no_fdat.png': '128x64',
    'pillow_apng_syntax_num_frames_high.png': '128x64',
    'pillow_broken.png': 'broken',
    'pillow_decompression_bomb.gif': 'format',
    'pillow_decompression_bomb.ico': 'format',
    'pillow_decompression_bomb_extents.gif': 'format',
    'pillow_icc-after-SOF.jpg': '10x10',
    'sharp_65536-uint32-limit.png': 'too-many-pixels',
    'sharp_corrupt-header.jpg': 'broken',
    'sharp_giant-image.jpg': 'too-many-pixels',
    'sharp_truncated.jpg': 'broken',
    'sharp_truncated.png': 'broken',
  },
}

if (photoDataMissing !== undefined) console.warn(`Tests with real photos${photoDataMissing}`)

const worker = createImageWorker({ log: silentLog })
afterAll(() => worker.close())

const inEachFolder = test.each(Object.keys(expected))

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
    expect(seen).toEqual(expected[folder])
  })

  test('from streets carry their place and device before, and not after', async () => {
    for (const name of Object.keys(expected.street ?? {})) {
      const source = path.join(photoData, 'street', name)
      expect((await sharp(source).metadata()).exif?.includes('Exif'), name).toBe(true)
      const file = path.join(await temporaryFolder(), name)
      await copyFile(source, file)
      const result = await worker.process(file)
      if (!result.ok) throw new Error(`${name} was refused as ${result.reason}`)
      const large = await readFile(result.variants.large.path)
      for (const trace of ['Exif', 'GPS', 'Apple', 'iPhone', 'Adobe']) {
        expect(large.includes(trace), `${trace} in ${name}`).toBe(false)
      }
      expect(large.length, name).toBeLessThan(500_000)
    }
  })

  test('that are cut off half-way are refused', async () => {
    for (const name of Object.keys(expected.street ?? {})) {
      const whole = await readFile(path.join(photoData, 'street', name))
      const file = path.join(await temporaryFolder(), name)
      await writeFile(file, whole.subarray(0, whole.length / 2))
      expect(await worker.process(file), name).toEqual({ ok: false, reason: 'broken' })
    }
  })
})
