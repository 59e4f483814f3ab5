import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Temporal } from 'temporal-polyfill'

/** The raw files of one request: written here while they arrive, gone when the request is over. */
export type UploadFolder = {
  /** Takes the next file to its end and never throws for its content; throws when the sender breaks off. */
  write(stream: Readable): Promise<void>
  /** The files in the order in which they began, once all have ended. */
  files(): Promise<ArrivedFile[]>
  /** Removes everything, also what is still being written. */
  remove(): Promise<void>
}

/** `sha256` of the bytes as they were sent. `position` counts from 1. */
export type ArrivedFile =
  | { ok: true; position: number; path: string; sha256: string }
  | { ok: false; position: number; reason: 'too-large' | 'unavailable' }

export type UploadFolderOptions = {
  dataDir: string
  /** Longer files are read to their end but not kept. */
  maxBytes: number
  onDiskError(error: unknown): void
}

/** Where raw files lie; what a killed process left there goes with the sweep. */
export const uploadsIn = (dataDir: string) => path.join(dataDir, 'temporary', 'uploads')

export function createUploadFolder({ dataDir, maxBytes, onDiskError }: UploadFolderOptions): UploadFolder {
  const folder = path.join(uploadsIn(dataDir), randomBytes(16).toString('hex'))
  const arriving: Promise<ArrivedFile>[] = []

  const receive = async (stream: Readable, position: number): Promise<ArrivedFile> => {
    const file = path.join(folder, String(position))
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const { sha256, size } = await writeTo(file, stream, maxBytes)
      if (size <= maxBytes) return { ok: true, position, path: file, sha256 }
      await rm(file)
      return { ok: false, position, reason: 'too-large' }
    } catch (error) {
      const brokenOff = stream.destroyed && !stream.readableEnded
      if (brokenOff) throw error
      // The rest is read all the same: the text fields of the form come after it.
      onDiskError(error)
      await rm(file, { force: true }).catch(onDiskError)
      await discard(stream)
      return { ok: false, position, reason: 'unavailable' }
    }
  }

  return {
    async write(stream) {
      const arrival = receive(stream, arriving.length + 1)
      arriving.push(arrival)
      await arrival
    },
    files: () => Promise.all(arriving),
    async remove() {
      // Most forms have no files, so there is no folder either.
      if (arriving.length === 0) return
      await Promise.allSettled(arriving)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Removes what a killed process left behind: folders untouched for an hour. Returns their number. */
export async function sweepUploads(dataDir: string, now: Temporal.Instant): Promise<number> {
  const oldest = now.subtract({ hours: 1 }).epochMilliseconds
  let removed = 0
  for (const name of await readdir(uploadsIn(dataDir)).catch(() => [])) {
    const folder = path.join(uploadsIn(dataDir), name)
    const found = await stat(folder).catch(() => undefined)
    if (found === undefined || found.mtimeMs >= oldest) continue
    await rm(folder, { recursive: true, force: true })
    removed += 1
  }
  return removed
}

/** `size` counts all bytes sent; at most `maxBytes` of them are written. */
async function writeTo(file: string, stream: Readable, maxBytes: number) {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(file, 'wx', 0o600)
  try {
    // not destroyed at the end: after a disk error the caller still reads the rest
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > maxBytes) continue
      hash.update(chunk)
      await handle.writeFile(chunk)
    }
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), size }
}

async function discard(stream: Readable): Promise<void> {
  for await (const _chunk of stream) {
    // nothing is kept
  }
}
