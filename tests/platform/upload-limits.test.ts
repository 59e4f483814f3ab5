import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { afterAll, describe, expect, test } from 'vitest'
import { sweepUploads } from '../../src/platform/http/upload-folder.ts'
import { createImageWorker } from '../../src/platform/images/image-worker.ts'
import { allFilesIn, openFiles, temporaryFolder } from './files-support.ts'
import { silentLog, streetLike } from './images-support.ts'
import {
  body,
  boundary,
  expectClean,
  filePart,
  portalWithForm,
  post,
  send,
  textPart,
} from './upload-support.ts'

const images = createImageWorker({ log: silentLog })
afterAll(() => images.close())

const street = await streetLike(1800, 900).jpeg().toBuffer()
const small = await streetLike(30, 20).png().toBuffer()

describe('a form beyond all measure', () => {
  test('keeps the text that came before, and is answered', { tags: ['long'] }, async () => {
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
      pdfs: [],
      problem: 'too-much',
    })
    expect(portal.filed).toBe(0)
    await expectClean(portal, open)
  })

  test('is not read for ever', { tags: ['long'] }, async () => {
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
    const silent = { body: form.subarray(0, 3000), contentLength: form.length }
    expect(await send(portal.port, silent)).toBe('closed')
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
