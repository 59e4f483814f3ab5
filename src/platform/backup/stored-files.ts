import { createDiskStore } from '../files/disk-store.ts'
import type { FileStore } from '../files/file-store.ts'

/** Photos and papers of all backups of a folder, each once, by their hash: `<folder>/files/<3 digits>/<key>`. */
export const poolIn = (to: string): FileStore => createDiskStore({ dataDir: to })

const AT_ONCE = 4

/** Does something with every key, a few at a time. Ends with the first error. */
export async function eachKey(
  keys: AsyncIterable<string>,
  work: (key: string) => Promise<void>,
): Promise<number> {
  let done = 0
  const iterator = keys[Symbol.asyncIterator]()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        await work(next.value)
        done += 1
      }
    }),
  )
  return done
}

export type Copied = 'there' | 'copied' | 'missing' | 'corrupt'

/**
 * Copies the bytes of a key from the portal, unless a backup before this one has brought them. Those are read again: what
 * has rotten in the pool would be missing in every backup that names it, and the portal may still have it whole.
 */
export async function keepFile(from: FileStore, pool: FileStore, key: string): Promise<Copied> {
  return (await pool.check(key)) === 'ok' ? 'there' : moveBytes(from, pool, key)
}

/** Copies the bytes of a key after comparing them with it. */
export async function moveBytes(from: FileStore, to: FileStore, key: string): Promise<Copied> {
  const found = await from.get(key)
  if (!found.ok) return found.reason
  await to.put(Buffer.concat(await found.stream.toArray()))
  return 'copied'
}
