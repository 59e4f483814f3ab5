import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { createDiskStore } from '../../src/platform/files/disk-store.ts'
import type { FileStore } from '../../src/platform/files/file-store.ts'
import { allFilesIn, openFiles, temporaryFolder } from './files-support.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const photo = Buffer.from('not really a photo, but bytes are bytes')
const hour = Temporal.Duration.from({ hours: 1 })
const now = () => Temporal.Now.instant()
const nobody = async () => new Set<string>()

async function newStore() {
  const dataDir = await temporaryFolder()
  return { dataDir, store: createDiskStore({ dataDir }) }
}

const fileOf = (dataDir: string, key: string) => path.join(dataDir, 'files', key.slice(0, 3), key)

async function makeOld(dataDir: string, key: string, hours = 2) {
  const then = now().epochMilliseconds / 1000 - hours * 3600
  await utimes(fileOf(dataDir, key), then, then)
}

async function read(store: FileStore, key: string) {
  const found = await store.get(key)
  return found.ok ? buffer(found.stream) : found.reason
}

describe('the disk store', () => {
  test('gives back the bytes it was given, whatever they are', async () => {
    const { store } = await newStore()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const { key, size } = await store.put(bytes)
        expect(key).toBe(sha256(bytes))
        expect(size).toBe(bytes.length)
        expect(await read(store, key)).toEqual(Buffer.from(bytes))
        expect(await store.check(key)).toBe('ok')
      }),
      { numRuns: 50 },
    )
  })

  test('copies a file given by path and leaves the original alone', async () => {
    const { dataDir, store } = await newStore()
    const source = path.join(dataDir, 'source')
    const bytes = Buffer.alloc(3_000_000, 'street')
    await writeFile(source, bytes)
    const { key, size } = await store.put({ path: source })
    expect({ key, size }).toEqual({ key: sha256(bytes), size: bytes.length })
    expect((await stat(source)).size).toBe(bytes.length)
    expect(await read(store, key)).toEqual(bytes)
  })

  test('keeps the same bytes once and nothing half-written', async () => {
    const { dataDir, store } = await newStore()
    const keys = await Promise.all(Array.from({ length: 20 }, () => store.put(photo)))
    expect(new Set(keys.map(({ key }) => key))).toEqual(new Set([sha256(photo)]))
    expect(await allFilesIn(dataDir)).toEqual([fileOf(dataDir, sha256(photo))])
  })

  test('says that bytes are missing or rotten instead of giving wrong ones', async () => {
    const { dataDir, store } = await newStore()
    const { key } = await store.put(photo)
    const bytes = await readFile(fileOf(dataDir, key))
    bytes[3] = (bytes[3] ?? 0) ^ 1
    await writeFile(fileOf(dataDir, key), bytes)
    expect(await read(store, key)).toBe('corrupt')
    expect(await store.check(key)).toBe('corrupt')
    expect(await read(store, sha256(Buffer.from('never stored')))).toBe('missing')
    expect(await store.check(sha256(Buffer.from('never stored')))).toBe('missing')
  })

  test('heals a rotten copy when the same bytes come again', async () => {
    const { dataDir, store } = await newStore()
    const { key } = await store.put(photo)
    await writeFile(fileOf(dataDir, key), 'rot')
    await store.put(photo)
    expect(await read(store, key)).toEqual(photo)
  })

  test.each([
    '../../secret',
    '..%2f..%2fsecret',
    '/etc/passwd',
    '',
    'A'.repeat(64),
    `${'a'.repeat(64)}/../../../secret`,
    `${'a'.repeat(63)}\0`,
    'incoming',
    '__proto__',
  ])('never leaves its folder: %j is a key of nothing', async (key) => {
    const { dataDir, store } = await newStore()
    await writeFile(path.join(dataDir, 'secret'), 'secret')
    await store.put(photo)
    expect(await read(store, key)).toBe('missing')
    expect(await store.check(key)).toBe('missing')
    await store.delete(key)
    expect(await readFile(path.join(dataDir, 'secret'), 'utf8')).toBe('secret')
    expect(await allFilesIn(path.join(dataDir, 'files'))).toHaveLength(1)
  })

  test('removes a file, also twice', async () => {
    const { store } = await newStore()
    const { key } = await store.put(photo)
    await store.delete(key)
    await store.delete(key)
    expect(await read(store, key)).toBe('missing')
  })

  test('throws when the disk refuses and leaves nothing behind', async () => {
    const { dataDir, store } = await newStore()
    await mkdir(path.join(dataDir, 'files'))
    await writeFile(path.join(dataDir, 'files', sha256(photo).slice(0, 3)), 'a file where the folder belongs')
    await expect(store.put(photo)).rejects.toThrow(/EEXIST|ENOTDIR/)
    await expect(store.put({ path: path.join(dataDir, 'no such file') })).rejects.toThrow(/ENOENT/)
    expect(await readdir(path.join(dataDir, 'files', 'incoming'))).toEqual([])
  })

  test('gives every descriptor back', async () => {
    const { store } = await newStore()
    const { key } = await store.put(photo)
    const before = await openFiles()
    for (let n = 0; n < 50; n += 1) {
      await store.put(photo)
      await read(store, key)
      await store.check(key)
      await store.get(key)
    }
    expect(await openFiles()).toBeLessThanOrEqual(before + 1)
  })
})

describe('the sweep', () => {
  test('removes only what is old and what nothing refers to', async () => {
    const { dataDir, store } = await newStore()
    const [kept, orphan, young] = await Promise.all(
      ['kept', 'orphan', 'young'].map(async (text) => (await store.put(Buffer.from(text))).key),
    )
    if (!kept || !orphan || !young) throw new Error('three keys were expected')
    await makeOld(dataDir, kept)
    await makeOld(dataDir, orphan)
    const asked: string[] = []
    const result = await store.sweep({
      now: now(),
      olderThan: hour,
      referenced: async (keys) => {
        asked.push(...keys)
        return new Set([kept])
      },
    })
    expect(asked.toSorted()).toEqual([kept, orphan].toSorted())
    expect(result).toEqual({ seen: 3, deleted: 1 })
    expect(await Promise.all([kept, orphan, young].map((key) => store.check(key)))).toEqual([
      'ok',
      'missing',
      'ok',
    ])
  })

  test('spares an old orphan that is put again while the sweep is under way', async () => {
    const { dataDir, store } = await newStore()
    const { key } = await store.put(photo)
    await makeOld(dataDir, key)
    const putMeanwhile = async () => {
      await store.put(photo)
      return new Set<string>()
    }
    expect(await store.sweep({ now: now(), olderThan: hour, referenced: putMeanwhile })).toEqual({
      seen: 1,
      deleted: 0,
    })
    expect(await store.check(key)).toBe('ok')
  })

  test('never loses a file that is put again and again', async () => {
    const { dataDir, store } = await newStore()
    const { key } = await store.put(photo)
    for (let round = 0; round < 40; round += 1) {
      await makeOld(dataDir, key)
      await Promise.all([store.sweep({ now: now(), olderThan: hour, referenced: nobody }), store.put(photo)])
      expect(await store.check(key)).toBe('ok')
    }
  })

  test('brings back what a killed sweep had set aside, and removes what a killed put left', async () => {
    const { dataDir, store } = await newStore()
    const { key } = await store.put(photo)
    const [leaving, incoming] = ['leaving', 'incoming'].map((name) => path.join(dataDir, 'files', name))
    if (!leaving || !incoming) throw new Error('two folders were expected')
    await mkdir(leaving)
    await rename(fileOf(dataDir, key), path.join(leaving, key))
    await writeFile(path.join(incoming, 'stale'), 'half a photo')
    await utimes(path.join(incoming, 'stale'), 1, 1)
    await writeFile(path.join(incoming, 'fresh'), 'a photo on its way')
    await store.sweep({ now: now(), olderThan: hour, referenced: async (keys) => new Set(keys) })
    expect(await store.check(key)).toBe('ok')
    expect(await readdir(incoming)).toEqual(['fresh'])
  })

  test('has nothing to do before the first photo', async () => {
    const { dataDir, store } = await newStore()
    expect(await store.sweep({ now: now(), olderThan: hour, referenced: nobody })).toEqual({
      seen: 0,
      deleted: 0,
    })
    await rm(dataDir, { recursive: true })
    await expect(access(dataDir)).rejects.toThrow()
  })
})
