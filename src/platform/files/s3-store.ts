import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FileCondition, FileStore, StoredBytes, SweepOptions, SweepResult } from './file-store.ts'
import { type Bucket, openBucket, type S3Settings } from './s3-bucket.ts'

/**
 * Files in a bucket of a service that speaks S3, under the same names as on disk: `files/<first 3 digits>/<key>`, so
 * that any tool that copies folders to buckets can move them. Safe with any number of processes.
 */
export function createS3Store(settings: S3Settings): FileStore {
  const bucket = openBucket(settings)
  return {
    put: (source) => put(bucket, source),
    get: (key) => get(bucket, key),
    check: (key) => check(bucket, key),
    keys: () => keysIn(bucket),
    delete: async (key) => {
      if (isKey(key)) await bucket.remove(nameOf(key))
    },
    sweep: (options) => sweep(bucket, options),
  }
}

const isKey = (text: string) => /^[0-9a-f]{64}$/.test(text)
const root = 'files/'
const nameOf = (key: string) => `${root}${key.slice(0, 3)}/${key}`

/** While this is there a sweep is about to remove the key. */
const leaving = 'leaving/'
const leavingOf = (key: string) => `${leaving}${key}`

/** Nothing that the portal takes comes near; more is no file of ours and is not read into memory. */
const mostBytes = 64 * 2 ** 20

/** How long a `put` waits for a sweep that is removing the same bytes; each step of a sweep takes less. */
const sweepMs = 30_000

/**
 * A bucket writes whole objects and answers when they are safe. It cannot set an object aside as a disk can, so a
 * sweep says first what it is about to remove, then looks at its age once more. Whoever puts looks afterwards: first
 * whether that is said, then whether the object is there. In whatever order the two meet, one of them sees the other.
 */
async function put(bucket: Bucket, source: Uint8Array | { path: string }) {
  const bytes = await bytesOf(source)
  const key = createHash('sha256').update(bytes).digest('hex')
  const until = performance.now() + sweepMs
  await bucket.write(nameOf(key), bytes)
  while (true) {
    const isLeaving = (await bucket.age(leavingOf(key))) !== null
    if (!isLeaving && (await bucket.age(nameOf(key))) !== null) return { key, size: bytes.length }
    if (performance.now() > until) throw new Error(`a sweep that was broken off holds ${key}`)
    if (isLeaving) await sleep(100)
    else await bucket.write(nameOf(key), bytes)
  }
}

async function bytesOf(source: Uint8Array | { path: string }): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of createReadStream(source.path)) {
    size += chunk.length
    if (size > mostBytes) throw new Error(`${source.path} is larger than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Reads everything before giving out the first byte: a wrong byte must never leave. */
async function get(bucket: Bucket, key: string): Promise<StoredBytes> {
  if (!isKey(key)) return { ok: false, reason: 'missing' }
  const bytes = await bucket.read(nameOf(key), mostBytes)
  if (bytes === 'missing') return { ok: false, reason: 'missing' }
  if (bytes === 'too large' || createHash('sha256').update(bytes).digest('hex') !== key) {
    return { ok: false, reason: 'corrupt' }
  }
  return { ok: true, size: bytes.length, stream: Readable.from([bytes], { objectMode: false }) }
}

async function check(bucket: Bucket, key: string): Promise<FileCondition> {
  const found = await get(bucket, key)
  if (!found.ok) return found.reason
  found.stream.destroy()
  return 'ok'
}

async function* keysIn(bucket: Bucket): AsyncIterable<string> {
  for await (const page of bucket.list(root)) {
    yield* page.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)).filter(isKey)
  }
}

async function sweep(bucket: Bucket, options: SweepOptions): Promise<SweepResult> {
  const oldest = options.now.subtract(options.olderThan).epochMilliseconds
  const result = { seen: 0, deleted: 0 }
  // What a killed sweep had said; the sweep of another process that is under way has said it just now.
  for await (const page of bucket.list(leaving)) {
    for (const { name, changedAt } of page) if (changedAt < oldest) await bucket.remove(name)
  }
  for await (const page of bucket.list(root)) {
    const found = page
      .map(({ name, changedAt }) => ({ key: name.slice(name.lastIndexOf('/') + 1), changedAt }))
      .filter(({ key }) => isKey(key))
    result.seen += found.length
    const old = found.filter(({ changedAt }) => changedAt < oldest).map(({ key }) => key)
    const referenced = old.length === 0 ? new Set() : await options.referenced(old)
    for (const key of old) {
      if (!referenced.has(key) && (await removeIfStillOld(bucket, key, oldest))) result.deleted += 1
    }
  }
  return result
}

/** See `put`. Its order is what nothing is lost by: say it, look, remove, say no more. */
async function removeIfStillOld(bucket: Bucket, key: string, oldest: number): Promise<boolean> {
  const until = performance.now() + sweepMs / 2
  await bucket.write(leavingOf(key), new Uint8Array())
  try {
    const changedAt = await bucket.age(nameOf(key))
    // After a long pause of this process others may no longer wait for it.
    if (changedAt === null || changedAt >= oldest || performance.now() > until) return false
    await bucket.remove(nameOf(key))
    return true
  } finally {
    await bucket.remove(leavingOf(key))
  }
}
