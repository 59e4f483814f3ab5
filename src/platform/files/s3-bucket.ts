import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { S3Client } from '@aws-sdk/client-s3'

/** How to reach a bucket. */
export type S3Settings = {
  /** Address of the service without a slash at the end. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** The bucket stands in the path of the address, as most services of one's own want it; else in its host name. */
  pathStyle: boolean
  /** Milliseconds for one act with all its repeats; other ones only in tests. */
  answerMs?: number
}

/** What the store needs of S3. Everything else throws what the service says. */
export type Bucket = {
  /** Resolves when the service has it safe. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** The same for a file of any size up to 5 GB, which does not go through memory. */
  writeFile(name: string, file: string): Promise<void>
  /** Writes the bytes into a new file; false when there are none. */
  readTo(name: string, file: string): Promise<boolean>
  read(name: string, mostBytes: number): Promise<Buffer | 'missing' | 'too large'>
  /** When it was written, milliseconds UTC by the clock of the service; null when it is not there. */
  age(name: string): Promise<number | null>
  /** Quiet when there is none. */
  remove(name: string): Promise<void>
  /** In the order of names, in pages of up to 1000. */
  list(prefix: string): AsyncIterable<{ name: string; changedAt: number }[]>
}

/** A resident waits for this while photos are stored: longer than a busy service takes, shorter than patience. */
const usualAnswerMs = 12_000

/** After a silence nobody waits again so soon: five photos of one form must not wait five times. */
const restMs = 5_000

/** For files that may be large; nobody waits for them with a form in hand. */
const largeMs = 600_000

/** The client is a large library: it is read when the first file is asked for, and only where a bucket is set. */
export function openBucket({ answerMs = usualAnswerMs, ...settings }: S3Settings): Bucket {
  const open = once(async () => {
    const library = await import('@aws-sdk/client-s3')
    return { library, client: clientOf(library, settings, answerMs) }
  })
  const place = (name: string) => ({ Bucket: settings.bucket, Key: name })
  // A service that is full or refuses writes may read as ever.
  const silentUntil: Record<Kind, number> = { read: 0, write: 0 }

  /** Ends each act in time, whatever part of it hangs. */
  async function act<Result>(
    kind: Kind,
    work: (s3: Opened, abortSignal: AbortSignal) => Promise<Result>,
    atMostMs = answerMs,
  ): Promise<Result> {
    if (performance.now() < silentUntil[kind]) throw new Error('the bucket was silent a moment ago')
    const late = new AbortController()
    const tooLate = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      // A large file that takes long says nothing of the others.
      if (atMostMs <= answerMs) silentUntil[kind] = performance.now() + restMs
      const error = new Error(`the bucket gave no answer within ${atMostMs} ms`)
      late.abort(error)
      tooLate.reject(error)
    }, atMostMs)
    try {
      return await Promise.race([open().then((s3) => work(s3, late.signal)), tooLate.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    write: (name, bytes) =>
      act('write', async ({ client, library: { PutObjectCommand } }, abortSignal) => {
        // The oldest of the checks on the way is the one that every service knows.
        const md5 = createHash('md5').update(bytes).digest('base64')
        await client.send(new PutObjectCommand({ ...place(name), Body: bytes, ContentMD5: md5 }), {
          abortSignal,
        })
      }),
    writeFile: (name, file) =>
      act(
        'write',
        async ({ client, library: { PutObjectCommand } }, abortSignal) => {
          const { size } = await stat(file)
          const body = createReadStream(file)
          const command = new PutObjectCommand({ ...place(name), Body: body, ContentLength: size })
          try {
            await client.send(command, { abortSignal, requestTimeout: largeMs })
          } finally {
            body.destroy()
          }
        },
        largeMs,
      ),
    readTo: (name, file) =>
      act(
        'read',
        async ({ client, library: { GetObjectCommand, NoSuchKey } }, abortSignal) => {
          try {
            const { Body: body } = await client.send(new GetObjectCommand(place(name)), { abortSignal })
            if (!(body instanceof Readable)) return false
            await pipeline(body, createWriteStream(file, { flags: 'wx', mode: 0o640 }), {
              signal: abortSignal,
            })
            return true
          } catch (error) {
            if (error instanceof NoSuchKey) return false
            throw error
          }
        },
        largeMs,
      ),
    read: (name, mostBytes) =>
      act('read', async ({ client, library: { GetObjectCommand, NoSuchKey } }, abortSignal) => {
        try {
          const { Body: body, ContentLength: size = 0 } = await client.send(
            new GetObjectCommand(place(name)),
            { abortSignal },
          )
          if (size > mostBytes && body instanceof Readable) body.destroy()
          if (body === undefined || size > mostBytes) return 'too large'
          return Buffer.from(await body.transformToByteArray())
        } catch (error) {
          // A bucket that is not there is no missing photo.
          if (error instanceof NoSuchKey) return 'missing'
          throw error
        }
      }),
    age: (name) =>
      act('read', async ({ client, library: { HeadObjectCommand, NotFound } }, abortSignal) => {
        try {
          const { LastModified } = await client.send(new HeadObjectCommand(place(name)), { abortSignal })
          return LastModified?.getTime() ?? null
        } catch (error) {
          if (error instanceof NotFound) return null
          throw error
        }
      }),
    remove: (name) =>
      act('write', async ({ client, library: { DeleteObjectCommand } }, abortSignal) => {
        await client.send(new DeleteObjectCommand(place(name)), { abortSignal })
      }),
    async *list(prefix) {
      let marker: string | undefined
      do {
        // The first version of this question: every service knows it.
        const page = await act('read', ({ client, library: { ListObjectsCommand } }, abortSignal) =>
          client.send(new ListObjectsCommand({ Bucket: settings.bucket, Prefix: prefix, Marker: marker }), {
            abortSignal,
          }),
        )
        const found = (page.Contents ?? []).map(({ Key = '', LastModified }) => ({
          name: Key,
          changedAt: LastModified?.getTime() ?? Number.POSITIVE_INFINITY,
        }))
        yield found
        marker = page.IsTruncated ? found.at(-1)?.name : undefined
      } while (marker !== undefined)
    },
  }
}

type Kind = 'read' | 'write'
type Library = typeof import('@aws-sdk/client-s3')
type Opened = { library: Library; client: S3Client }

function clientOf({ S3Client }: Library, settings: Omit<S3Settings, 'answerMs'>, answerMs: number): S3Client {
  return new S3Client({
    endpoint: settings.endpoint,
    region: settings.region,
    forcePathStyle: settings.pathStyle,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    // Services other than Amazon's refuse the newer kinds; the store compares hashes by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: Math.ceil(answerMs / 3),
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
    },
  })
}

/** One that failed is made anew for the next. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make().catch((error) => {
      made = undefined
      throw error
    })
    return made
  }
}
