import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import express from 'express'
import request from 'supertest'
import { beforeEach, describe, expect, test } from 'vitest'
import { createDiskStore } from '../../src/platform/files/disk-store.ts'
import { servePhoto } from '../../src/platform/http/serve-photo.ts'
import { listen, temporaryFolder } from './files-support.ts'
import { silentLog } from './images-support.ts'

const bytes = Buffer.from('bytes of a picture')
let dataDir: string
let key: string
let errors: unknown[]
let app: express.Express

beforeEach(async () => {
  dataDir = await temporaryFolder()
  const files = createDiskStore({ dataDir })
  key = (await files.put(bytes)).key
  errors = []
  const log = { warn: silentLog.warn, error: (details: unknown) => errors.push(details) }
  app = express().disable('x-powered-by')
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'public, no-cache').vary('Cookie')
    next()
  })
  app.get(
    '/photos/:key.jpg',
    servePhoto({ files, log }, async (req) => {
      const asked = String(req.params.key)
      if (asked === 'hidden') return undefined
      if (asked === 'lost') return { key: 'f'.repeat(64), access: 'public' }
      return { key: asked, access: req.query.access === 'private' ? 'private' : 'public' }
    }),
  )
})

describe('a public photo', () => {
  test('is sent as a picture that can be nothing else, and kept for ever', async () => {
    const answer = await request(app).get(`/photos/${key}.jpg`)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual(bytes)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline; filename="photo.jpg"',
      'cache-control': 'public, max-age=0, s-maxage=20, must-revalidate',
      etag: `"${key}"`,
    })
    expect(answer.headers.vary).toBeUndefined()
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test('is not sent twice to whoever has it', async () => {
    const again = await request(app).get(`/photos/${key}.jpg`).set('If-None-Match', `"${key}"`)
    expect(again.status).toBe(304)
    const other = await request(app).get(`/photos/${key}.jpg`).set('If-None-Match', '"another"')
    expect(other.status).toBe(200)
  })

  test('answers HEAD with the same headers and no bytes', async () => {
    const answer = await request(app).head(`/photos/${key}.jpg`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-length']).toBe(String(bytes.length))
    expect(answer.headers['content-type']).toBe('image/jpeg')
    expect(answer.text).toBeUndefined()
  })
})

describe('a private photo', () => {
  test('is kept by nobody, even when the reader claims to have it', async () => {
    const answer = await request(app)
      .get(`/photos/${key}.jpg?access=private`)
      .set('If-None-Match', `"${key}"`)
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('private, no-store')
    expect(answer.headers.etag ?? '').not.toContain(key)
  })
})

describe('no photo', () => {
  test('is answered for what the person may not see', async () => {
    const answer = await request(app).get('/photos/hidden.jpg')
    expect(answer.status).toBe(404)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.text ?? '').toBe('')
    expect(errors).toEqual([])
  })

  test.each([
    ['rotten', 'corrupt'],
    ['lost', 'missing'],
  ])('and an alarm is answered for %s bytes, never a wrong picture', async (state, condition) => {
    const file = path.join(dataDir, 'files', key.slice(0, 3), key)
    const rotten = await readFile(file)
    rotten[0] = (rotten[0] ?? 0) ^ 0x80
    await writeFile(file, rotten)
    const answer = await request(app).get(`/photos/${state === 'lost' ? 'lost' : key}.jpg`)
    expect(answer.status).toBe(502)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['content-type']).toBeUndefined()
    expect(answer.headers.etag).toBeUndefined()
    expect(answer.text ?? '').toBe('')
    expect(errors).toMatchObject([{ condition }])
  })
})

test('a reader that goes away half-way disturbs nobody', async () => {
  const { key: bigKey } = await createDiskStore({ dataDir }).put(Buffer.alloc(30_000_000, 1))
  const { url } = await listen(app)
  const controller = new AbortController()
  const answer = await fetch(`${url}/photos/${bigKey}.jpg`, { signal: controller.signal })
  controller.abort()
  await expect(answer.arrayBuffer()).rejects.toThrow()
  const next = await fetch(`${url}/photos/${key}.jpg`)
  expect(Buffer.from(await next.arrayBuffer())).toEqual(bytes)
})
