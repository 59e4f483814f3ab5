import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { makeFolder, syncFolder } from './durable-folder.ts'
import type { FileCondition, FileStore, StoredBytes, SweepOptions, SweepResult } from './file-store.ts'

/**
 * Files on the local disk: `<dataDir>/files/<first 3 digits of the key>/<key>`. Paths are made of checked
 * keys only, so nothing outside the folder can be named. Safe with several processes on the same folder.
 */
export function createDiskStore({ dataDir }: { dataDir: string }): FileStore {
  const folders = storeFolders(dataDir)
  return {
    put: (source) => put(folders, source),
    get: (key) => get(folders, key),
    check: (key) => check(folders, key),
    keys: () => keysIn(folders),
    delete: async (key) => {
      if (isKey(key)) await rm(pathOf(folders, key), { force: true })
    },
    sweep: (options) => sweep(folders, options),
  }
}

type Folders = { root: string; incoming: string; leaving: string }

const storeFolders = (dataDir: string): Folders => {
  const root = path.join(dataDir, 'files')
  return { root, incoming: path.join(root, 'incoming'), leaving: path.join(root, 'leaving') }
}

/** Where the bytes of a key lie under a data folder. */
export const diskPathOf = (dataDir: string, key: string): string => pathOf(storeFolders(dataDir), key)

const isKey = (text: string) => /^[0-9a-f]{64}$/.test(text)
const isShard = (name: string) => /^[0-9a-f]{3}$/.test(name)
const shardOf = (folders: Folders, key: string) => path.join(folders.root, key.slice(0, 3))
const pathOf = (folders: Folders, key: string) => path.join(shardOf(folders, key), key)

/**
 * Writes aside, flushes, then renames over whatever is there: a reader sees all bytes or none, a repeat heals
 * a rotten copy and makes the file young again, which is what keeps `sweep` away from it.
 */
async function put(folders: Folders, source: Uint8Array | { path: string }) {
  await makeFolder(folders.incoming)
  const aside = path.join(folders.incoming, randomBytes(16).toString('hex'))
  try {
    const { key, size } = await writeFlushed(aside, chunksOf(source))
    await makeFolder(shardOf(folders, key))
    await rename(aside, pathOf(folders, key))
    await syncFolder(shardOf(folders, key))
    return { key, size }
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

async function* chunksOf(source: Uint8Array | { path: string }): AsyncIterable<Uint8Array> {
  if (source instanceof Uint8Array) yield source
  else yield* createReadStream(source.path)
}

async function writeFlushed(file: string, chunks: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(file, 'wx', 0o640)
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { key: hash.digest('hex'), size }
}

/** Reads everything before giving out the first byte: photos are small, and a wrong byte must never leave. */
async function get(folders: Folders, key: string): Promise<StoredBytes> {
  if (!isKey(key)) return { ok: false, reason: 'missing' }
  const bytes = await readFile(pathOf(folders, key)).catch(undefinedIfMissing)
  if (bytes === undefined) return { ok: false, reason: 'missing' }
  if (createHash('sha256').update(bytes).digest('hex') !== key) return { ok: false, reason: 'corrupt' }
  return { ok: true, size: bytes.length, stream: Readable.from([bytes], { objectMode: false }) }
}

async function check(folders: Folders, key: string): Promise<FileCondition> {
  if (!isKey(key)) return 'missing'
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(pathOf(folders, key))) hash.update(chunk)
  } catch (error) {
    if (isMissing(error)) return 'missing'
    throw error
  }
  return hash.digest('hex') === key ? 'ok' : 'corrupt'
}

async function* keysIn(folders: Folders): AsyncIterable<string> {
  for (const shard of (await namesIn(folders.root)).filter(isShard).toSorted()) {
    yield* (await namesIn(path.join(folders.root, shard))).filter(isKey).toSorted()
  }
}

async function sweep(folders: Folders, options: SweepOptions): Promise<SweepResult> {
  const oldest = options.now.subtract(options.olderThan).epochMilliseconds
  const result = { seen: 0, deleted: 0 }
  await bringBackLeft(folders)
  await removeOldIncoming(folders, oldest)
  for (const shard of (await namesIn(folders.root)).filter(isShard)) {
    const keys = (await namesIn(path.join(folders.root, shard))).filter(isKey)
    const old = await keepOld(folders, keys, oldest)
    const referenced = old.length === 0 ? new Set() : await options.referenced(old)
    for (const key of old) {
      if (!referenced.has(key) && (await removeIfStillOld(folders, key, oldest))) result.deleted += 1
    }
    result.seen += keys.length
  }
  return result
}

/** Files that a killed sweep had set aside go back and are judged anew. */
async function bringBackLeft(folders: Folders) {
  for (const key of (await namesIn(folders.leaving)).filter(isKey)) {
    await rename(path.join(folders.leaving, key), pathOf(folders, key)).catch(undefinedIfMissing)
  }
}

async function removeOldIncoming(folders: Folders, oldest: number) {
  for (const name of await namesIn(folders.incoming)) {
    const file = path.join(folders.incoming, name)
    const found = await stat(file).catch(undefinedIfMissing)
    if (found !== undefined && found.mtimeMs < oldest) await rm(file, { force: true })
  }
}

async function keepOld(folders: Folders, keys: string[], oldest: number) {
  const old: string[] = []
  for (const key of keys) {
    const found = await stat(pathOf(folders, key)).catch(undefinedIfMissing)
    if (found !== undefined && found.mtimeMs < oldest) old.push(key)
  }
  return old
}

/**
 * Sets the file aside before the last look at its age. A `put` of the same bytes in between either made the
 * file young, then it goes back, or it writes a new one in the old place: no order of the two loses it.
 */
async function removeIfStillOld(folders: Folders, key: string, oldest: number): Promise<boolean> {
  const aside = path.join(folders.leaving, key)
  await mkdir(folders.leaving, { recursive: true })
  await rename(pathOf(folders, key), aside).catch(undefinedIfMissing)
  const found = await stat(aside).catch(undefinedIfMissing)
  if (found === undefined) return false
  if (found.mtimeMs >= oldest) {
    await rename(aside, pathOf(folders, key))
    return false
  }
  await rm(aside, { force: true })
  return true
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(undefinedIfMissing)) ?? []
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const undefinedIfMissing = (error: unknown): undefined => {
  if (!isMissing(error)) throw error
}
