import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import type { StoredFile } from './manifest.ts'

/** Writes what `source` gives, compressed, to `folder`/`file`; resolves when it would survive a power cut. */
export async function packFile(folder: string, file: string, source: Readable): Promise<StoredFile> {
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const target = createWriteStream(path.join(folder, file), { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(source, createZstdCompress(), measure, target)
  return { file, bytes, sha256: hash.digest('hex') }
}

/** What was packed. Check the file first: what is damaged ends in an error of the stream or in other bytes. */
export function unpackFile(folder: string, { file }: StoredFile): Readable {
  const packed = createReadStream(path.join(folder, file))
  const plain = createZstdDecompress()
  packed.on('error', (error) => plain.destroy(error))
  return packed.pipe(plain)
}

/** What is wrong with a file of a backup, as the end of a sentence; null when its bytes are those of the manifest. */
export async function faultOf(folder: string, stored: StoredFile): Promise<string | null> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path.join(folder, stored.file))) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isMissing ? 'is missing' : `cannot be read (${error instanceof Error ? error.message : error})`
  }
  if (bytes !== stored.bytes) return `has ${bytes} bytes instead of ${stored.bytes}`
  return hash.digest('hex') === stored.sha256 ? null : 'was changed: its hash is another one'
}

/** The lines of a packed file of texts. */
export async function* linesOf(folder: string, stored: StoredFile): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of unpackFile(folder, stored)) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
