import { copyFile, mkdir, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FileStore } from '../../src/platform/files/file-store.ts'
import { createS3Store } from '../../src/platform/files/s3-store.ts'
import { type BucketServer, openBucketServer } from '../support/bucket-server.ts'
import { fileStoreContract, hour, keysOf, nobody, now, photo, read, sha256 } from './files-contract.ts'
import { allFilesIn, temporaryFolder } from './files-support.ts'

let server: BucketServer
beforeAll(async () => {
  server = await openBucketServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.state = 'up'
  server.before = () => undefined
  await rm(path.dirname(server.fileOf('files')), { recursive: true })
  await mkdir(path.dirname(server.fileOf('files')))
})

const nameOf = (key: string) => `files/${key.slice(0, 3)}/${key}`
const fileOf = (key: string) => server.fileOf(nameOf(key))

async function makeOld(key: string, hours = 2) {
  const then = now().epochMilliseconds / 1000 - hours * 3600
  await utimes(fileOf(key), then, then)
}

const objects = async () =>
  (await allFilesIn(path.dirname(server.fileOf('x')))).filter((file) => file.endsWith('._S3rver_object'))

fileStoreContract(async () => ({ store: createS3Store(server.settings), fileOf, makeOld, kept: objects }))

describe('in a bucket', () => {
  const quick = () => createS3Store({ ...server.settings, answerMs: 600 })

  test('lists more keys than fit on one page', { tags: ['long'] }, async () => {
    const store = createS3Store(server.settings)
    const { key } = await store.put(photo)
    const metadata = server.fileOf(nameOf(key)).replace(/object$/, 'metadata.json')
    const made = Array.from({ length: 1009 }, (_, n) => sha256(Buffer.from(`${n}`)))
    for (const one of made) {
      await mkdir(path.dirname(fileOf(one)), { recursive: true })
      await writeFile(fileOf(one), '')
      await copyFile(metadata, fileOf(one).replace(/object$/, 'metadata.json'))
    }
    expect(await keysOf(store)).toEqual([key, ...made].toSorted())
  })

  test('a bucket that is not there, or that is shut to us, is no missing photo', async () => {
    for (const wrong of [{ bucket: 'another' }, { accessKeyId: 'SOMEBODY' }]) {
      const store = createS3Store({ ...server.settings, ...wrong })
      await expect(store.put(photo)).rejects.toThrow()
      await expect(store.get(sha256(photo))).rejects.toThrow()
      await expect(store.check(sha256(photo))).rejects.toThrow()
    }
  })

  test('nobody there: it throws soon, and works again when somebody is', async () => {
    const store = quick()
    server.state = 'refused'
    await expect(store.put(photo)).rejects.toThrow()
    await expect(store.get(sha256(photo))).rejects.toThrow()
    server.state = 'up'
    const { key } = await store.put(photo)
    expect(await read(store, key)).toEqual(photo)
  })

  test('no answer: the first waits its time, the next ones do not wait again', async () => {
    const store = quick()
    server.state = 'silent'
    await expect(store.put(photo)).rejects.toThrow(/no answer within 600 ms|Timeout/i)
    server.state = 'up'
    await expect(store.put(photo)).rejects.toThrow(/silent a moment ago/)
    // that nothing is taken says nothing of what is given out
    expect(await store.check(sha256(photo))).toBe('missing')
    expect(await objects()).toEqual([])
  })

  test('a put is not answered before the bucket has the bytes', async () => {
    const held = Promise.withResolvers<void>()
    server.before = (req) => (req.method === 'PUT' ? held.promise : undefined)
    let isDone = false
    const putting = createS3Store(server.settings)
      .put(photo)
      .then(() => {
        isDone = true
      })
    await expect.poll(() => isDone, { timeout: 300 }).toBe(false)
    expect(await objects()).toEqual([])
    held.resolve()
    await putting
    expect(await objects()).toHaveLength(1)
  })

  test('a large file passes, one beyond all that the portal takes is refused', {
    tags: ['long'],
  }, async () => {
    const store = createS3Store(server.settings)
    const bytes = Buffer.alloc(20_000_000, 'street')
    expect(await store.check((await store.put(bytes)).key)).toBe('ok')
    const { key } = await store.put(photo)
    await truncate(fileOf(key), 70_000_000)
    expect(await store.check(key)).toBe('corrupt')
    const file = path.join(await temporaryFolder(), 'too large')
    await writeFile(file, '')
    await truncate(file, 70_000_000)
    await expect(store.put({ path: file })).rejects.toThrow(/larger than/)
  })
})

describe('a sweep and a put of the same bytes', () => {
  const sweepOf = (store: FileStore) => store.sweep({ now: now(), olderThan: hour, referenced: nobody })

  /** Stops the first request of the sweep of this kind until `release`; `reached` tells that it stands there. */
  function holdFirst(isIt: (method: string, url: string) => boolean) {
    const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let isHeld = false
    server.before = async ({ method = '', url = '' }) => {
      if (isHeld || !isIt(method, url)) return
      isHeld = true
      reached.resolve()
      await gate.promise
    }
    return { reached: reached.promise, release: () => gate.resolve() }
  }

  test.each([
    ['before it says so', (method: string, url: string) => method === 'PUT' && url.includes('/leaving/')],
    [
      'before it looks at the age',
      (method: string, url: string) => method === 'HEAD' && url.includes('/files/'),
    ],
    ['before it removes', (method: string, url: string) => method === 'DELETE' && url.includes('/files/')],
    [
      'after it has removed',
      (method: string, url: string) => method === 'DELETE' && url.includes('/leaving/'),
    ],
  ])('meet %s, and the bytes stay', async (_when, isIt) => {
    const store = createS3Store(server.settings)
    const { key } = await store.put(photo)
    await makeOld(key)
    const hold = holdFirst(isIt)
    const sweeping = sweepOf(store)
    await hold.reached
    const putting = createS3Store(server.settings).put(photo)
    await expect.poll(async () => (await objects()).includes(fileOf(key))).toBe(true)
    // Time for the put to come to where it must wait, or to its end.
    await Promise.race([putting, new Promise((resolve) => setTimeout(resolve, 250))])
    hold.release()
    await Promise.all([sweeping, putting])
    expect(await store.check(key)).toBe('ok')
    expect((await objects()).filter((file) => file.includes('/leaving/'))).toEqual([])
  })

  test('what a killed sweep had said is forgotten by the next one', async () => {
    const store = createS3Store(server.settings)
    const { key } = await store.put(photo)
    await makeOld(key)
    const hold = holdFirst((method, url) => method === 'DELETE' && url.includes('/files/'))
    const killed = createS3Store({ ...server.settings, answerMs: 300 })
    const sweeping = sweepOf(killed)
    await hold.reached
    server.state = 'refused'
    hold.release()
    await expect(sweeping).rejects.toThrow()
    server.state = 'up'
    const left = server.fileOf(`leaving/${key}`)
    expect(await readdir(path.dirname(left))).not.toEqual([])
    await utimes(left, 1, 1)
    await sweepOf(store)
    expect((await objects()).filter((file) => file.includes('/leaving/'))).toEqual([])
  })
})
