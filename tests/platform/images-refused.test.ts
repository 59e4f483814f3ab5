import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/platform/images/image-decoder.ts'
import { maxPhotoBytes } from '../../src/platform/images/image-result.ts'
import { createImageWorker } from '../../src/platform/images/image-worker.ts'
import { temporaryFolder } from './files-support.ts'
import {
  fileWith,
  hiddenIn,
  nothingHidden,
  pixelBomb,
  silentLog,
  streetLike,
  testWorker,
} from './images-support.ts'

const worker = createImageWorker({ log: silentLog })
afterAll(() => worker.close())

describe('a refused file', () => {
  test('is named for what it is, without starting a decoder', async () => {
    const fresh = testWorker()
    const picture = sharp({ create: { width: 20, height: 20, channels: 3, background: 'teal' } })
    const heic = Buffer.concat([
      Buffer.from('\0\0\0\x1cftypheic\0\0\0\0mif1MiHEheic', 'latin1'),
      Buffer.alloc(99),
    ])
    const cases = [
      ['format', await picture.clone().gif().toBuffer()],
      ['format', await picture.clone().tiff().toBuffer()],
      ['format', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
      ['format', Buffer.from('BM\x9a\0\0\0\0\0\0\0\x36\0\0\0(\0\0\0', 'latin1')],
      ['heic', await picture.clone().avif().toBuffer()],
      ['heic', heic],
      ['not-an-image', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')],
      ['not-an-image', Buffer.from('#!/bin/sh\nexit 0\n')],
      ['not-an-image', Buffer.from([0xff])],
      ['empty', Buffer.alloc(0)],
      ['too-large', Buffer.concat([await picture.clone().jpeg().toBuffer(), Buffer.alloc(maxPhotoBytes)])],
    ] as const
    for (const [reason, bytes] of cases) {
      const file = await fileWith(bytes, 'street.jpg')
      expect(await fresh.process(file)).toEqual({ ok: false, reason })
    }
    expect(fresh.status().pids).toEqual([])

    expect(await fresh.process(await fileWith(await picture.jpeg().toBuffer()))).toMatchObject({ ok: true })
    expect(fresh.status().pids).toHaveLength(1)
  })

  test('reaches no other decoder even where the first look is by-passed', async () => {
    const decoder = createDecoder({ timeoutMs: 15_000, memoryBytes: 600e6, idleMs: 60_000 })
    const picture = sharp({ create: { width: 20, height: 20, channels: 3, background: 'teal' } })
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    const others = await Promise.all([picture.clone().gif(), picture.clone().tiff(), picture.clone().avif()])
    try {
      for (const bytes of [...(await Promise.all(others.map((other) => other.toBuffer()))), svg]) {
        const source = await fileWith(bytes, 'street.jpg')
        // the decoder exists, it is only out of bounds
        expect((await sharp(source).metadata()).width).toBeGreaterThan(0)
        const targets = { large: `${source}.large`, small: `${source}.small` }
        expect(await decoder.decode({ source, targets })).toEqual({ type: 'refused', reason: 'broken' })
      }
    } finally {
      await decoder.close()
    }
  })

  test('is broken when it was cut off, wherever that was', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const whole = await streetLike(600, 400).toFormat(format).toBuffer()
      expect(await worker.process(await fileWith(whole))).toMatchObject({ ok: true })
      for (const share of [0.01, 0.1, 0.5, 0.9, 0.99]) {
        const cut = whole.subarray(0, Math.max(16, Math.floor(whole.length * share)))
        expect(await worker.process(await fileWith(cut))).toEqual({ ok: false, reason: 'broken' })
      }
    }
  })

  test('is broken or fine, but never harmful, when its bytes are changed at random', async () => {
    let state = 7
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) & 0x7fffffff
      return state % below
    }
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const whole = await streetLike(200, 150).toFormat(format).toBuffer()
      for (let round = 0; round < 15; round += 1) {
        const bytes = Buffer.from(whole)
        for (let change = 0; change < 1 + round; change += 1)
          bytes[16 + random(bytes.length - 16)] = random(256)
        const result = await worker.process(await fileWith(bytes))
        if (!result.ok) expect(['broken', 'too-many-pixels']).toContain(result.reason)
        else expect(await hiddenIn(result.variants.large.path)).toEqual(nothingHidden)
      }
    }
  })

  test.each([
    [30_000, 30_000],
    [8001, 8000],
    [64_000_001, 1],
    [0x7fffffff, 0x7fffffff],
  ])('of %i x %i pixels is refused from its header', async (width, height) => {
    await worker.process(await fileWith(await streetLike(8, 8).jpeg().toBuffer()))
    const bomb = pixelBomb(width, height)
    expect(bomb.length).toBeLessThan(1000)
    const result = await worker.process(await fileWith(bomb))
    expect(result.ok).toBe(false)
    expect(['too-many-pixels', 'broken']).toContain(result.ok || result.reason)
    if (width <= 30_000) expect(result).toEqual({ ok: false, reason: 'too-many-pixels' })
  })

  test('is our fault when the results cannot be written', async () => {
    const folder = await temporaryFolder()
    const file = path.join(folder, 'a'.repeat(250))
    await copyFile(await fileWith(await streetLike(8, 8).jpeg().toBuffer()), file)
    expect(await worker.process(file)).toEqual({ ok: false, reason: 'unavailable' })
  })

  test('that is not there at all is a mistake of the caller', async () => {
    await expect(worker.process('/no/such/photo')).rejects.toThrow(/ENOENT/)
  })
})

describe('a worker that was closed', () => {
  test('answers that it is unavailable', async () => {
    const closing = testWorker()
    const file = await fileWith(await streetLike(8, 8).jpeg().toBuffer())
    await closing.process(file)
    await closing.close()
    expect(await closing.process(file)).toEqual({ ok: false, reason: 'unavailable' })
    expect(closing.status()).toEqual({ pids: [], waiting: 0 })
  })
})
