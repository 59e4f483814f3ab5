import type { FileStore } from './file-store.ts'

export type Moving = {
  /** Keys up to this one are passed over. */
  after?: string
  /** Whether what is safe in the new place leaves the old one. */
  remove: boolean
  /** Files on their way at the same time. */
  atOnce: number
  /** Now and then; all keys up to `key` are done. */
  onProgress?: (seen: number, key: string) => void
  onFault?: (key: string, reason: string) => void
}

/** Numbers of files. */
export type Moved = { copied: number; there: number; faults: number }

const progressEvery = 500

/**
 * Copies every file from one store to another. Bytes leave only when they fit their key and count as moved only when
 * they were read back so. A file that cannot be moved is told and left; a store that gives no answer throws.
 */
export async function moveFiles(from: FileStore, into: FileStore, options: Moving): Promise<Moved> {
  const { after = '', atOnce, onProgress } = options
  const moved: Moved = { copied: 0, there: 0, faults: 0 }
  let seen = 0
  for await (const keys of batches(from.keys(), { after, size: atOnce })) {
    await Promise.all(keys.map((key) => moveOne(from, into, { key, moved, options })))
    seen += keys.length
    const last = keys.at(-1)
    if (last !== undefined && seen % progressEvery < keys.length) onProgress?.(seen, last)
  }
  return moved
}

type One = { key: string; moved: Moved; options: Moving }

async function moveOne(from: FileStore, into: FileStore, { key, moved, options }: One): Promise<void> {
  const isThere = (await into.check(key)) === 'ok'
  if (!isThere) {
    const found = await from.get(key)
    const isMoved = found.ok && (await into.put(Buffer.concat(await found.stream.toArray()))).key === key
    if (!isMoved || (await into.check(key)) !== 'ok') {
      moved.faults += 1
      options.onFault?.(key, found.ok ? 'not what was written' : found.reason)
      return
    }
  }
  moved[isThere ? 'there' : 'copied'] += 1
  if (options.remove) await from.delete(key)
}

async function* batches(
  keys: AsyncIterable<string>,
  { after, size }: { after: string; size: number },
): AsyncIterable<string[]> {
  let batch: string[] = []
  for await (const key of keys) {
    if (key <= after) continue
    batch.push(key)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
