import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Request, Response } from 'express'
import multer from 'multer'
import type { Deps } from '../deps.ts'
import type { MarkResult } from '../images/image-result.ts'
import { typedFields } from './form.ts'
import { uploadsIn } from './upload-folder.ts'

export type MarkUpload = { fields: Record<string, string>; mark: MarkResult }

/** A logo is small; a photo of one is not what is wanted. */
export const mostMarkBytes = 2_000_000

/**
 * Reads a multipart form of staff whose `field` is a picture, and re-encodes that as a small PNG. No file at all counts
 * as an empty one. Throws what multer throws for a form that no browser sends.
 */
export async function readMarkUpload(
  { images, config: { dataDir } }: Pick<Deps, 'images' | 'config'>,
  [req, res]: [Request, Response],
  field: string,
): Promise<MarkUpload> {
  const limits = {
    fileSize: mostMarkBytes,
    files: 1,
    fields: 10,
    parts: 12,
    fieldSize: 1000,
    headerPairs: 50,
  }
  const read = multer({ storage: multer.memoryStorage(), limits }).single(field)
  try {
    await new Promise<void>((resolve, reject) => {
      read(req, res, (error: unknown) => (error === undefined ? resolve() : reject(error)))
    })
  } catch (error) {
    if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE') {
      return { fields: typedFields(req.body), mark: { ok: false, reason: 'too-large' } }
    }
    throw error
  }
  const fields = typedFields(req.body)
  if (req.file === undefined) return { fields, mark: { ok: false, reason: 'empty' } }
  const folder = path.join(uploadsIn(dataDir), randomBytes(16).toString('hex'))
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = path.join(folder, 'mark')
    await writeFile(file, req.file.buffer, { mode: 0o600 })
    return { fields, mark: await images.mark(file) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
