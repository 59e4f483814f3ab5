import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { createImageWorker } from '../../src/platform/images/image-worker.ts'
import { fileWith, hiddenIn, nothingHidden, silentLog, streetLike } from './images-support.ts'

const worker = createImageWorker({ log: silentLog })
afterAll(() => worker.close())

async function accepted(file: string) {
  const result = await worker.process(file)
  if (!result.ok) throw new Error(`refused as ${result.reason}`)
  return result
}

describe('an accepted photo', () => {
  test('becomes two plain sRGB JPEGs, never larger than the source', async () => {
    const sizes = [
      { source: [2400, 1200], large: [1600, 800], small: [400, 200] },
      { source: [1000, 2000], large: [800, 1600], small: [200, 400] },
      { source: [500, 300], large: [500, 300], small: [400, 240] },
      { source: [1, 1], large: [1, 1], small: [1, 1] },
      { source: [3000, 1], large: [1600, 1], small: [400, 1] },
    ] as const
    for (const { source, large, small } of sizes) {
      const jpeg = await streetLike(source[0], source[1]).jpeg().toBuffer()
      const { variants } = await accepted(await fileWith(jpeg))
      for (const [variant, side] of [
        [variants.large, large],
        [variants.small, small],
      ] as const) {
        expect([variant.width, variant.height]).toEqual(side)
        const written = await sharp(variant.path).metadata()
        expect(written).toMatchObject({
          format: 'jpeg',
          width: side[0],
          height: side[1],
          channels: 3,
          isProgressive: false,
        })
        expect(variant.bytes).toBe((await readFile(variant.path)).length)
      }
    }
  })

  test('is made anew byte for byte the same, so that sending it again stores nothing new', async () => {
    const jpeg = await streetLike(900, 700).jpeg().toBuffer()
    const [first, second] = [await accepted(await fileWith(jpeg)), await accepted(await fileWith(jpeg))]
    expect(second.variants.large.sha256).toBe(first.variants.large.sha256)
    expect(second.variants.small.sha256).toBe(first.variants.small.sha256)
  })

  test.each(['jpeg', 'png', 'webp'] as const)('keeps nothing that was hidden in a %s', async (format) => {
    const canary = 'CANARY-7711'
    const source = await streetLike(300, 200)
      .toFormat(format)
      .withExif({
        IFD0: { ImageDescription: canary, Artist: canary },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '49/1 57/1 0/1' },
      })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><p>${canary}</p></x:xmpmeta>`)
      .withIccProfile('p3')
      .toBuffer()
    const file = await fileWith(source)
    const { variants } = await accepted(file)

    // the same look finds it in the source
    const before = await sharp(file).metadata()
    expect([before.exif, before.xmp, before.icc].every((found) => found !== undefined)).toBe(true)
    expect(source.includes(canary)).toBe(true)

    for (const { path: written } of Object.values(variants)) {
      expect(await hiddenIn(written)).toEqual(nothingHidden)
      expect((await readFile(written)).includes(canary)).toBe(false)
    }
  })

  test('loses comments and bytes after its end', async () => {
    const jpeg = await streetLike(300, 200).jpeg().toBuffer()
    const comment = Buffer.from('\xff\xfe\x00\x0dCANARY-7711', 'latin1')
    const source = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from('CANARY-7711')])
    const file = await fileWith(source)
    expect((await hiddenIn(file)).foreign).toEqual(['FE'])
    const { variants } = await accepted(file)
    expect(await hiddenIn(variants.large.path)).toEqual(nothingHidden)
    expect((await readFile(variants.large.path)).includes('CANARY')).toBe(false)
  })

  // EXIF 2.32, tag 274: where the first row and the first column of the file belong on the screen
  test.each([
    [1, 'red green blue white'],
    [2, 'green red white blue'],
    [3, 'white blue green red'],
    [4, 'blue white red green'],
    [5, 'red blue green white'],
    [6, 'blue red white green'],
    [7, 'white green blue red'],
    [8, 'green white red blue'],
  ])('is turned upright from orientation %i', async (orientation, expected) => {
    const file = await fileWith(await fourCorners().withMetadata({ orientation }).png().toBuffer())
    const { variants } = await accepted(file)
    expect((await cornersOf(variants.large.path)).join(' ')).toBe(expected)
  })

  test('has white where it was transparent', async () => {
    const glass = sharp({ create: { width: 40, height: 40, channels: 4, background: '#00000000' } })
    const { variants } = await accepted(await fileWith(await glass.png().toBuffer()))
    expect(await cornersOf(variants.small.path)).toEqual(['white', 'white', 'white', 'white'])
  })

  test('keeps its colours when they came in the wide gamut of newer phones', async () => {
    const brick = { r: 200, g: 100, b: 50 }
    const wide = await sharp({ create: { width: 40, height: 40, channels: 3, background: brick } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const meanOf = async (bytes: Buffer | string, options = {}) => {
      const { channels } = await sharp(bytes, options).stats()
      return channels.map(({ mean }) => Math.round(mean))
    }
    const distance = (mean: number[]) =>
      Math.max(...[200, 100, 50].map((value, at) => Math.abs(value - (mean[at] ?? 0))))
    expect(distance(await meanOf(await sharp(wide, { ignoreIcc: true }).png().toBuffer()))).toBeGreaterThan(8)
    const { variants } = await accepted(await fileWith(wide))
    expect(distance(await meanOf(variants.large.path))).toBeLessThan(5)
  })

  test('may have odd but harmless bytes: broken EXIF, padding between segments, a video behind the end', async () => {
    const jpeg = await streetLike(800, 600).jpeg().toBuffer()
    const withSegment = (bytes: string) =>
      Buffer.concat([jpeg.subarray(0, 2), Buffer.from(bytes, 'latin1'), jpeg.subarray(2)])
    const brokenExif = withSegment('\xff\xe1\x00\x14Exif\0\0II*\0\xff\xff\xff\xff\x01\x02\x03\x04')
    const padding = withSegment('\xff\xff\xff\xff')
    const motionPhoto = Buffer.concat([jpeg, Buffer.from('\0\0\0\x18ftypmp42'), Buffer.alloc(5000, 1)])
    const strayBytes = Buffer.from(jpeg)
    strayBytes.fill(0, 60_000, 60_200)
    for (const odd of [brokenExif, padding, motionPhoto, strayBytes]) {
      expect(await worker.process(await fileWith(odd))).toMatchObject({ ok: true })
    }
  })

  test('has a hash that hardly changes with size and format, and changes with the scene', async () => {
    const scene = (seed: number) =>
      sharp({
        create: { width: 800, height: 600, channels: 3, background: { r: 40 * seed, g: 90, b: 120 } },
      }).composite(
        [1, 2, 3, 4, 5, 6].map((n) => ({
          input: { create: { width: 90, height: 80, channels: 3, background: n % 2 ? '#fff' : '#111' } },
          left: (n * n * 97 * seed) % 700,
          top: (n * 83 * (seed + 1)) % 500,
        })),
      )
    const original = await scene(1).png().toBuffer()
    const files = [
      original,
      await sharp(original).resize(500).webp().toBuffer(),
      await scene(3).png().toBuffer(),
    ]
    const [first, resized, other] = await Promise.all(
      files.map(async (bytes) => BigInt(`0x${(await accepted(await fileWith(bytes))).dhash}`)),
    )
    const differingBits = (a = 0n, b = 0n) => [...(a ^ b).toString(2)].filter((bit) => bit === '1').length
    expect(differingBits(first, resized)).toBeLessThanOrEqual(4)
    expect(differingBits(first, other)).toBeGreaterThan(10)
  })
})

const colours = { red: [255, 0, 0], green: [0, 255, 0], blue: [0, 0, 255], white: [255, 255, 255] }

/** Reading order: red, green, blue, white. */
function fourCorners() {
  const quarter = (name: keyof typeof colours, left: number, top: number) => {
    const [r = 0, g = 0, b = 0] = colours[name]
    return {
      input: { create: { width: 32, height: 24, channels: 3 as const, background: { r, g, b } } },
      left,
      top,
    }
  }
  return sharp({ create: { width: 64, height: 48, channels: 3, background: 'black' } }).composite([
    quarter('red', 0, 0),
    quarter('green', 32, 0),
    quarter('blue', 0, 24),
    quarter('white', 32, 24),
  ])
}

/** Names of the colours in the middle of the four quarters, in reading order. */
async function cornersOf(file: string) {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  return [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ].map(([x = 0, y = 0]) => {
    const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
    const pixel = data.subarray(at, at + 3)
    const near = ([r = 0, g = 0, b = 0]: number[]) =>
      Math.max(Math.abs(r - (pixel[0] ?? 0)), Math.abs(g - (pixel[1] ?? 0)), Math.abs(b - (pixel[2] ?? 0))) <
      30
    return Object.entries(colours).find(([, colour]) => near(colour))?.[0] ?? pixel.toString('hex')
  })
}
