import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { FileStore } from '../../src/platform/files/file-store.ts'
import { temporaryFolder } from './files-support.ts'

/** A store that is empty, and what the test may do behind its back. */
export type TriedStore = {
  store: FileStore
  /** Where the bytes of a key lie. */
  fileOf(key: string): string
  /** Makes the bytes of a key two hours old. */
  makeOld(key: string): Promise<void>
  /** All that the store keeps anywhere. */
  kept(): Promise<string[]>
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
export const photo = Buffer.from('not really a photo, but bytes are bytes')
export const hour = Temporal.Duration.from({ hours: 1 })
export const now = () => Temporal.Now.instant()
export const nobody = async () => new Set<string>()

export async function read(store: FileStore, key: string) {
  const found = await store.get(key)
  return found.ok ? buffer(found.stream) : found.reason
}

export async function keysOf(store: FileStore): Promise<string[]> {
  const keys: string[] = []
  for await (const key of store.keys()) keys.push(key)
  return keys
}

/** What every FileStore must do. */
export function fileStoreContract(newStore: () => Promise<TriedStore>): void {
  describe('the store', () => {
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
      const { store } = await newStore()
      const source = path.join(await temporaryFolder(), 'source')
      const bytes = Buffer.alloc(3_000_000, 'street')
      await writeFile(source, bytes)
      const { key, size } = await store.put({ path: source })
      expect({ key, size }).toEqual({ key: sha256(bytes), size: bytes.length })
      // One by one a comparison of millions of bytes takes seconds.
      expect(sha256(await readFile(source))).toBe(key)
      expect(await store.check(key)).toBe('ok')
    })

    test('keeps the same bytes once and nothing half-written', async () => {
      const { store, fileOf, kept } = await newStore()
      const keys = await Promise.all(Array.from({ length: 20 }, () => store.put(photo)))
      expect(new Set(keys.map(({ key }) => key))).toEqual(new Set([sha256(photo)]))
      expect(await kept()).toEqual([fileOf(sha256(photo))])
    })

    test('says that bytes are missing or rotten instead of giving wrong ones', async () => {
      const { store, fileOf } = await newStore()
      const { key } = await store.put(photo)
      const bytes = await readFile(fileOf(key))
      bytes[3] = (bytes[3] ?? 0) ^ 1
      await writeFile(fileOf(key), bytes)
      expect(await read(store, key)).toBe('corrupt')
      expect(await store.check(key)).toBe('corrupt')
      expect(await read(store, sha256(Buffer.from('never stored')))).toBe('missing')
      expect(await store.check(sha256(Buffer.from('never stored')))).toBe('missing')
    })

    test('heals a rotten copy when the same bytes come again', async () => {
      const { store, fileOf } = await newStore()
      const { key } = await store.put(photo)
      await writeFile(fileOf(key), 'rot')
      await store.put(photo)
      // The bucket server of the tests answers a moment before the bytes lie on its disk.
      await expect.poll(() => read(store, key)).toEqual(photo)
    })

    test('lists its keys in their order', async () => {
      const { store } = await newStore()
      expect(await keysOf(store)).toEqual([])
      const keys = await Promise.all(
        Array.from({ length: 12 }, async (_, n) => (await store.put(Buffer.from(`file ${n}`))).key),
      )
      expect(await keysOf(store)).toEqual(keys.toSorted())
    })

    test.each([
      '../../secret',
      '',
      'A'.repeat(64),
      `${'a'.repeat(64)}/../x`,
      'leaving',
    ])('takes %j for a key of nothing', async (key) => {
      const { store, kept } = await newStore()
      await store.put(photo)
      expect(await read(store, key)).toBe('missing')
      expect(await store.check(key)).toBe('missing')
      await store.delete(key)
      expect(await kept()).toHaveLength(1)
    })

    test('removes a file, also twice', async () => {
      const { store } = await newStore()
      const { key } = await store.put(photo)
      await store.delete(key)
      await store.delete(key)
      expect(await read(store, key)).toBe('missing')
    })
  })

  describe('the sweep', () => {
    test('removes only what is old and what nothing refers to', async () => {
      const { store, makeOld } = await newStore()
      const [kept, orphan, young] = await Promise.all(
        ['kept', 'orphan', 'young'].map(async (text) => (await store.put(Buffer.from(text))).key),
      )
      if (!kept || !orphan || !young) throw new Error('three keys were expected')
      await makeOld(kept)
      await makeOld(orphan)
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
      const { store, makeOld } = await newStore()
      const { key } = await store.put(photo)
      await makeOld(key)
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
      const { store, makeOld } = await newStore()
      const { key } = await store.put(photo)
      for (let round = 0; round < 40; round += 1) {
        await makeOld(key)
        await Promise.all([
          store.sweep({ now: now(), olderThan: hour, referenced: nobody }),
          store.put(photo),
        ])
        expect(await store.check(key)).toBe('ok')
      }
    })

    test('has nothing to do before the first photo', async () => {
      const { store } = await newStore()
      expect(await store.sweep({ now: now(), olderThan: hour, referenced: nobody })).toEqual({
        seen: 0,
        deleted: 0,
      })
    })
  })
}
