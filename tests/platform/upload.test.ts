import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { Temporal } from 'temporal-polyfill'
import { afterAll, describe, expect, test } from 'vitest'
import type { Upload } from '../../src/platform/http/upload.ts'
import { sweepUploads } from '../../src/platform/http/upload-folder.ts'
import { maxPhotoBytes } from '../../src/platform/images/image-result.ts'
import { createImageWorker } from '../../src/platform/images/image-worker.ts'
import { allFilesIn, openFiles, temporaryFolder } from './files-support.ts'
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
import {
  body,
  boundary,
  expectClean,
  filePart,
  type Portal,
  portalWithForm,
  send,
  textPart,
} from './upload-support.ts'

const images = createImageWorker({ log: silentLog })
afterAll(() => images.close())

const street = await streetLike(1800, 900)
  .withExif({ IFD0: { Artist: 'CANARY-7711' } })
  .jpeg()
  .toBuffer()
const small = await streetLike(30, 20).png().toBuffer()
const gif = await sharp(small).gif().toBuffer()

type Entry = [name: string, content: string | Buffer, fileName?: string]

/** Posts the form as a browser would. */
async function post(portal: Portal, entries: Entry[]): Promise<Upload & { status: number }> {
  const form = new FormData()
  for (const [name, content, fileName = 'IMG_0001.jpg'] of entries) {
    if (typeof content === 'string') form.append(name, content)
    else form.append(name, new File([new Uint8Array(content)], fileName, { type: 'image/jpeg' }))
  }
  const answer = await fetch(`${portal.url}/form`, {
    method: 'POST',
    body: form,
    headers: { Connection: 'close' },
  })
  return { status: answer.status, ...((await answer.json()) as Upload) }
}

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
    expect(await answer.json()).toEqual({ fields: { text: 'typed' }, photos: [], tooMany: false })
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

describe('a form beyond all measure', () => {
  test('keeps the text that came before, and is answered', async () => {
    const [portal, open] = [await portalWithForm(images, { max: 1 }), await openFiles()]
    const upload = await post(portal, [
      ['text', 'typed'],
      ['photos', Buffer.alloc(50_000_000)],
      ['later', 'lost'],
    ])
    expect(upload).toEqual({
      status: 413,
      fields: { text: 'typed' },
      photos: [],
      tooMany: false,
      problem: 'too-much',
    })
    expect(portal.filed).toBe(0)
    await expectClean(portal, open)
  })

  test('is not read for ever', async () => {
    const [portal, open] = [await portalWithForm(images, { max: 1 }), await openFiles()]
    const endless = body(filePart(Buffer.alloc(120_000_000)))
    expect(await send(portal.port, { body: endless, contentLength: 1e12 })).toBe('closed')
    expect(portal.filed).toBe(0)
    await expectClean(portal, open)
  })

  test('in one text field is told apart', async () => {
    const portal = await portalWithForm(images)
    const fits = await post(portal, [['text', 'x'.repeat(100 * 1024)]])
    expect(fits).toMatchObject({ status: 200 })
    const upload = await post(portal, [
      ['address', 'kept'],
      ['text', 'x'.repeat(100 * 1024 + 1)],
      ['photos', small],
    ])
    expect(upload).toMatchObject({
      status: 413,
      problem: 'text-too-long',
      fields: { address: 'kept' },
      photos: [],
    })
  })
})

describe('a sender', () => {
  const form = body(textPart('text', 'typed'), filePart(street))

  test('that breaks off half-way files nothing and leaves nothing', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    for (const share of [0.001, 0.2, 0.5, 0.9, 0.999]) {
      const some = form.subarray(0, Math.floor(form.length * share))
      expect(await send(portal.port, { body: some, contentLength: form.length, drop: true })).toBe('closed')
    }
    await expectClean(portal, open)
    expect(portal.handled).toBe(0)
    expect(await allFilesIn(portal.dataDir)).toEqual([])
    // the same bytes to the end are a form
    expect(await send(portal.port, { body: form })).toBe(200)
    expect(portal.filed).toBe(1)
  })

  test('that says nothing for too long is cut off; a slow one is not', async () => {
    const pace = { minBytes: 100, everyMs: 150 }
    const [portal, open] = [await portalWithForm(images, { pace }), await openFiles()]
    const started = performance.now()
    const silent = { body: form.subarray(0, 3000), contentLength: form.length }
    expect(await send(portal.port, silent)).toBe('closed')
    expect(performance.now() - started).toBeLessThan(2000)
    expect(portal.filed).toBe(0)

    const drip = new ReadableStream({
      async start(controller) {
        for (let at = 0; at < 10; at += 1) {
          controller.enqueue(form.subarray((form.length * at) / 10, (form.length * (at + 1)) / 10))
          await wait(60)
        }
        controller.close()
      },
    })
    const answer = await fetch(`${portal.url}/form`, {
      method: 'POST',
      body: drip,
      duplex: 'half',
      headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`, Connection: 'close' },
    } as RequestInit)
    expect(answer.status).toBe(200)
    await answer.arrayBuffer()
    await expectClean(portal, open)
  })

  test('among many at once gets what is its own', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const uploads = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const photo = await streetLike(20 + n, 10)
          .png()
          .toBuffer()
        return post(portal, [
          ['text', `form ${n}`],
          ['photos', photo],
        ])
      }),
    )
    for (const [n, upload] of uploads.entries()) {
      expect(upload).toMatchObject({
        fields: { text: `form ${n}` },
        photos: [{ ok: true, large: { width: 20 + n } }],
      })
    }
    await expectClean(portal, open)
  })
})

test('what a killed process left is swept after an hour, and nothing younger', async () => {
  const dataDir = await temporaryFolder()
  const uploads = path.join(dataDir, 'temporary', 'uploads')
  const now = Temporal.Now.instant()
  expect(await sweepUploads(dataDir, now)).toBe(0)
  for (const [name, minutes] of [
    ['old', 61],
    ['young', 59],
  ] as const) {
    const folder = path.join(uploads, name)
    await mkdir(folder, { recursive: true })
    await writeFile(path.join(folder, '1'), await readFile(import.meta.filename))
    const then = now.epochMilliseconds / 1000 - minutes * 60
    await utimes(folder, then, then)
  }
  expect(await sweepUploads(dataDir, now)).toBe(1)
  expect(await readdir(uploads)).toEqual(['young'])
})

describe.skipIf(photoDataMissing)(`real photos${photoDataMissing ?? ''}`, () => {
  test.each(Object.entries(expectedPhotos))('in %s go through the form', async (folder, expected) => {
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
  })
})
