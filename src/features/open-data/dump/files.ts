import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { DumpFile } from './tables.ts'

/** A file as others may check it. `gzBytes`: as it is sent compressed; null where that saves nothing. */
export type FileFacts = {
  name: string
  bytes: number
  gzBytes: number | null
  /** Of the file itself, in hexadecimal. */
  sha256: string
  rows: number | null
}

/** Writes a file piece by piece; every piece is on its way to the disk before the next is asked for. */
export class TextFile {
  readonly name: DumpFile
  rows = 0
  private readonly handle: FileHandle
  private readonly hash: Hash = createHash('sha256')
  private bytes = 0

  private constructor(name: DumpFile, handle: FileHandle) {
    this.name = name
    this.handle = handle
  }

  static async create(folder: string, name: DumpFile): Promise<TextFile> {
    return new TextFile(name, await open(path.join(folder, name), 'wx', 0o640))
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text)
    this.hash.update(bytes)
    this.bytes += bytes.length
    await this.handle.writeFile(bytes)
  }

  /** Facts without the compressed size, which is known later. */
  async close({ isTable }: { isTable: boolean }): Promise<FileFacts> {
    await this.handle.sync()
    await this.handle.close()
    return {
      ...{ name: this.name, bytes: this.bytes, gzBytes: null },
      ...{ sha256: this.hash.digest('hex'), rows: isTable ? this.rows : null },
    }
  }
}

/** Facts of a file that a library has written. */
export async function factsOfFile(folder: string, name: DumpFile, rows: number | null): Promise<FileFacts> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path.join(folder, name))) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { name, bytes, gzBytes: null, sha256: hash.digest('hex'), rows }
}

/** Writes the compressed copy beside a file, once, so that no request has to. */
export async function compressed(folder: string, facts: FileFacts): Promise<FileFacts> {
  // Its columns are compressed already.
  if (facts.name.endsWith('.parquet')) return facts
  const file = path.join(folder, facts.name)
  await pipeline(
    createReadStream(file),
    createGzip({ level: 6 }),
    createWriteStream(`${file}.gz`, { mode: 0o640 }),
  )
  return { ...facts, gzBytes: (await stat(`${file}.gz`)).size }
}
