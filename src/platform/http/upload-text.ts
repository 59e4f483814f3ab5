import type { Request, Response } from 'express'
import multer from 'multer'
import { typedFields } from './form.ts'

/** A form with one small text file. `file` null: none was chosen; 'too-big': it was not read. */
export type TextUpload = { fields: Record<string, string>; file: string | 'too-big' | null }

export const mostTextBytes = 2_000_000

/**
 * Reads a multipart form whose `field` is a text file in UTF-8. It stays in memory and on no disk, so it is for staff
 * alone; `most` bytes. Throws what multer throws for a form that no browser sends.
 */
export async function readTextUpload(
  req: Request,
  res: Response,
  field: string,
  most = mostTextBytes,
): Promise<TextUpload> {
  const read = multer({
    storage: multer.memoryStorage(),
    limits: {
      fileSize: most,
      fieldSize: most,
      files: 1,
      fields: 20,
      parts: 25,
      fieldNameSize: 100,
      headerPairs: 50,
    },
  }).single(field)
  try {
    await new Promise<void>((resolve, reject) => {
      read(req, res, (error: unknown) => (error === undefined ? resolve() : reject(error)))
    })
  } catch (error) {
    if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE') {
      return { fields: typedFields(req.body), file: 'too-big' }
    }
    throw error
  }
  const text = req.file?.buffer.toString('utf8') ?? null
  return {
    fields: typedFields(req.body),
    file: text === null || text === '' ? null : text.replace(/^\uFEFF/, ''),
  }
}
