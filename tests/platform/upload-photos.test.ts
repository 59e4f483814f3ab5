import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import type { Upload } from '../../src/platform/http/upload.ts'
import { maxPhotoBytes } from '../../src/platform/images/image-result.ts'
import { createImageWorker, type ImageWorker } from '../../src/platform/images/image-worker.ts'
import { allFilesIn, openFiles } from './files-support.ts'
import {
  fileWith,
  hiddenIn,
  nothingHidden,
  photoData,
  photoDataMissing,
  silentLog,
  streetLike,
  testWorker,
} from './images-support.ts'
import { expectedPhotos } from './photo-corpus.ts'
import { type Entry, expectClean, portalWithForm, post } from './upload-support.ts'

const images = createImageWorker({ log: silentLog })
afterAll(() => images.close())

const street = await streetLike(1800, 900)
  .withExif({ IFD0: { Artist: 'CANARY-7711' } })
  .jpeg()
  .toBuffer()
const small = await streetLike(30, 20).png().toBuffer()
const gif = await sharp(small).gif().toBuffer()

const reasons = (upload: Upload) => upload.photos.map((photo) => (photo.ok ? 'ok' : photo.reason))

describe('a form with photos', () => {
  test('arrives with its text, and its photos are in the store, stripped', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const upload = await post(portal, [
      ['text', 'Ойық жол, Қабанбай батыр 12'],
      ['photos', street],
      ['photos', small],
      ['address', 'Семей көшесі, 5-үй'],
    ])
    expect(upload).toMatchObject({
      status: 200,
      fields: { text: 'Ойық жол, Қабанбай батыр 12', address: 'Семей көшесі, 5-үй' },
      tooMany: false,
      photos: [
        {
          ok: true,
          position: 1,
          sha256: createHash('sha256').update(street).digest('hex'),
          large: { width: 1600, height: 800 },
          small: { width: 400, height: 200 },
        },
        { ok: true, position: 2, large: { width: 30, height: 20 }, small: { width: 30, height: 20 } },
      ],
    })
    for (const photo of upload.photos) {
      if (!photo.ok) throw new Error('refused')
      for (const { key, bytes, width } of [photo.large, photo.small]) {
        const stored = await portal.files.get(key)
        if (!stored.ok) throw new Error(stored.reason)
        const content = await buffer(stored.stream)
        expect(content.length).toBe(bytes)
        expect((await sharp(content).metadata()).width).toBe(width)
        expect(await hiddenIn(await fileWith(content))).toEqual(nothingHidden)
        expect(content.includes('CANARY')).toBe(false)
      }
    }
    await expectClean(portal, open)
  })

  test('keeps its text and its good photos when others are refused', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const upload = await post(portal, [
      ['first', 'before'],
      ['photos', gif],
      ['photos', street],
      ['photos', street.subarray(0, 5000)],
      ['photos', Buffer.alloc(0), 'empty.jpg'],
      ['photos', Buffer.from('%PDF-1.7 not a photo')],
      ['last', 'after'],
    ])
    expect(upload.status).toBe(200)
    expect(upload.fields).toEqual({ first: 'before', last: 'after' })
    expect(reasons(upload)).toEqual(['format', 'ok', 'broken', 'empty', 'not-an-image'])
    expect(upload.photos.map((photo) => photo.position)).toEqual([1, 2, 3, 4, 5])
    await expectClean(portal, open)
  })

  test('keeps its text and its good photos when one is over the limit by a byte', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const fill = (length: number) => Buffer.concat([street, Buffer.alloc(length - street.length)])
    const upload = await post(portal, [
      ['photos', fill(maxPhotoBytes + 1)],
      ['photos', fill(maxPhotoBytes)],
      ['text', 'typed'],
    ])
    expect(reasons(upload)).toEqual(['too-large', 'ok'])
    expect(upload.fields).toEqual({ text: 'typed' })
    await expectClean(portal, open)
  })

  test('takes no more photos than it asks for, and says so', async () => {
    const [portal, open] = [await portalWithForm(images, { max: 2 }), await openFiles()]
    const four: Entry[] = [1, 2, 3, 4].map(() => ['photos', small])
    const upload = await post(portal, [...four, ['text', 'typed']])
    expect(reasons(upload)).toEqual(['ok', 'ok'])
    expect(upload).toMatchObject({ status: 200, tooMany: true, fields: { text: 'typed' } })
    expect(await post(portal, four.slice(2))).toMatchObject({ tooMany: false })
    await expectClean(portal, open)
  })

  test('stores the same photo once, however often it is sent', async () => {
    const portal = await portalWithForm(images)
    const first = await post(portal, [['photos', small]])
    const again = await post(portal, [
      ['photos', small],
      ['photos', small],
    ])
    const keys = [...first.photos, ...again.photos].map((photo) => photo.ok && photo.large.key)
    expect(new Set(keys).size).toBe(1)
    expect((await allFilesIn(path.join(portal.dataDir, 'files'))).length).toBeLessThanOrEqual(2)
  })

  test('may come without photos: an untouched file field is no photo', async () => {
    const portal = await portalWithForm(images)
    expect(
      await post(portal, [
        ['text', 'typed'],
        ['photos', Buffer.alloc(0), ''],
      ]),
    ).toMatchObject({
      status: 200,
      fields: { text: 'typed' },
      photos: [],
    })
  })

  test('may come in another encoding', async () => {
    const portal = await portalWithForm(images)
    const answer = await fetch(`${portal.url}/form`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'typed' }),
    })
    expect(await answer.json()).toEqual({ fields: { text: 'typed' }, photos: [], tooMany: false, pdfs: [] })
  })

  test('drops files in other fields and the names of files', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const upload = await post(portal, [
      ['photos', small, '../../../etc/cron.d/evil.jpg'],
      ['photos', small, 'Иван Петров, кв. 12.jpg'],
      ['avatar', small],
      ['__proto__', small],
    ])
    expect(reasons(upload)).toEqual(['ok', 'ok'])
    expect(JSON.stringify(upload)).not.toMatch(/evil|Иван|avatar/)
    const names = (await allFilesIn(portal.dataDir)).map((file) => path.basename(file))
    expect(names.every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true)
    await expectClean(portal, open)
  })

  test('drops names of text fields that no form of ours has, and what is sent twice', async () => {
    const portal = await portalWithForm(images)
    const upload = await post(portal, [
      ['__proto__', 'polluted'],
      ['constructor', 'plain'],
      ['0', 'digit'],
      ['twice', 'a'],
      ['twice', 'b'],
      ['category-id', '7'],
    ])
    expect(upload.fields).toEqual({ constructor: 'plain', 'category-id': '7' })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('our own trouble', () => {
  test('with the temporary folder costs the photos, not the text', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    await writeFile(path.join(portal.dataDir, 'temporary'), 'a file where the folder belongs')
    const upload = await post(portal, [
      ['photos', street],
      ['photos', small],
      ['text', 'typed'],
    ])
    expect(upload).toMatchObject({ status: 200, fields: { text: 'typed' } })
    expect(reasons(upload)).toEqual(['unavailable', 'unavailable'])
    await expectClean(portal, open)
  })

  test('with the store costs the photos, not the text', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    await writeFile(path.join(portal.dataDir, 'files'), 'a file where the folder belongs')
    const upload = await post(portal, [
      ['photos', small],
      ['text', 'typed'],
    ])
    expect(upload).toMatchObject({ status: 200, fields: { text: 'typed' } })
    expect(reasons(upload)).toEqual(['unavailable'])
    await expectClean(portal, open)
  })

  test('is waited for once: where one photo waited in vain the others do not wait as well', async () => {
    const closed = testWorker()
    await closed.close()
    let asked = 0
    const counting: ImageWorker = {
      ...closed,
      process: (...photo) => {
        asked += 1
        return closed.process(...photo)
      },
    }
    const portal = await portalWithForm(counting)
    asked = 0
    const upload = await post(portal, [
      ['photos', small],
      ['photos', street],
      ['photos', small],
      ['text', 'typed'],
    ])
    expect(reasons(upload)).toEqual(['unavailable', 'unavailable', 'unavailable'])
    expect(upload.photos.map(({ position }) => position)).toEqual([1, 2, 3])
    expect(asked).toBe(1)
  })

  test('is waited for once: the photos behind one that cannot be decoded come next in turn, not those behind no photo', async () => {
    const begun: (boolean | undefined)[] = []
    const watching: ImageWorker = {
      ...images,
      process: (file, options) => {
        begun.push(options?.begun)
        return images.process(file, options)
      },
    }
    const portal = await portalWithForm(watching)
    begun.length = 0
    const upload = await post(portal, [
      ['photos', Buffer.from('no photo at all')],
      ['photos', Buffer.concat([small.subarray(0, 40), Buffer.alloc(400, 7)])],
      ['photos', small],
      ['photos', small],
    ])
    expect(upload.photos.map(({ ok }) => ok)).toEqual([false, false, true, true])
    expect(begun).toEqual([false, false, true, true])
  })

  test('with the decoder costs the photo, not the text', async () => {
    const closed = testWorker()
    await closed.close()
    const [portal, open] = [await portalWithForm(closed), await openFiles()]
    const upload = await post(portal, [
      ['photos', small],
      ['text', 'typed'],
    ])
    expect(upload).toMatchObject({ status: 200, fields: { text: 'typed' } })
    expect(reasons(upload)).toEqual(['unavailable'])
    await expectClean(portal, open)
  })
})

describe.skipIf(photoDataMissing)(`real photos${photoDataMissing ?? ''}`, () => {
  const folders = Object.entries(expectedPhotos)
  test.each(folders.filter(([name]) => name !== 'street'))('in %s go through the form', goThrough)
  test.each(folders.filter(([name]) => name === 'street'))(
    'in %s go through the form',
    { tags: ['long'] },
    goThrough,
  )

  async function goThrough(folder: string, expected: object): Promise<void> {
    const [portal, open] = [await portalWithForm(images, { max: 1 }), await openFiles()]
    const seen: Record<string, string> = {}
    for (const name of await readdir(path.join(photoData, folder))) {
      const upload = await post(portal, [
        ['text', name],
        ['photos', await readFile(path.join(photoData, folder, name)), name],
      ])
      expect(upload).toMatchObject({ status: 200, fields: { text: name } })
      const [photo] = upload.photos
      seen[name] = photo?.ok ? `${photo.large.width}x${photo.large.height}` : (photo?.reason ?? 'not seen')
    }
    expect(seen).toEqual(expected)
    await expectClean(portal, open)
  }
})
