import { access, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDiskStore } from '../../src/platform/files/disk-store.ts'
import { fileStoreContract, hour, nobody, now, photo, read, sha256 } from './files-contract.ts'
import { allFilesIn, openFiles, temporaryFolder } from './files-support.ts'

async function newStore() {
  const dataDir = await temporaryFolder()
  return { dataDir, store: createDiskStore({ dataDir }) }
}

const fileOf = (dataDir: string, key: string) => path.join(dataDir, 'files', key.slice(0, 3), key)

fileStoreContract(async () => {
  const { dataDir, store } = await newStore()
  return {
    store,
    fileOf: (key) => fileOf(dataDir, key),
    async makeOld(key) {
      const then = now().epochMilliseconds / 1000 - 2 * 3600
      await utimes(fileOf(dataDir, key), then, then)
    },
    kept: () => allFilesIn(path.join(dataDir, 'files')),
  }
})

describe('on a disk', () => {
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
  test('throws when the disk refuses and leaves nothing behind', async () => {
    const { dataDir, store } = await newStore()
    await mkdir(path.join(dataDir, 'files'))
    await writeFile(path.join(dataDir, 'files', sha256(photo).slice(0, 3)), 'a file where the folder belongs')
    await expect(store.put(photo)).rejects.toThrow(/EEXIST|ENOTDIR/)
    await expect(store.put({ path: path.join(dataDir, 'no such file') })).rejects.toThrow(/ENOENT/)
    expect(await readdir(path.join(dataDir, 'files', 'incoming'))).toEqual([])
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
