import type { Readable, Writable } from 'node:stream'
import type { Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import { maxPhotoBytes } from '../images/image-result.ts'
import type { ReceivedPdf } from './pdf-upload.ts'
import { type ReceivedPhoto, storePdfs, storePhotos, type UploadDeps } from './store-uploads.ts'
import { createUploadFolder, type UploadFolder } from './upload-folder.ts'

/** A form with photos, as far as it arrived. A refused photo never costs the typed text or the other photos. */
export type Upload = {
  /** Text fields by name; a name sent twice is left out. */
  fields: Record<string, string>
  /** In the order of the form; their bytes are safe on disk. */
  photos: ReceivedPhoto[]
  /** More photos were sent than the form takes; the first ones are in `photos`. */
  tooMany: boolean
  /** Of a form that takes PDFs, in its order. */
  pdfs: ReceivedPdf[]
  /** The form as a whole did not arrive in order: show `fields` again, do not act on them. */
  problem?: UploadProblem
}

/**
 * - malformed: cut off, or not what a browser sends (HTTP 400)
 * - too-much: all files together are beyond what is read (413)
 * - text-too-long: one text field is beyond what is read (413)
 */
export type UploadProblem = 'malformed' | 'too-much' | 'text-too-long'

export type PhotoForm = {
  /** Names of the file fields. */
  field: string | readonly string[]
  /** Photos taken; more are read and dropped. */
  max: number
  /** Names may have brackets (`attribute[CODE][]`): `req.body` then holds what multer makes of them. */
  bracketed?: true
  /** PDFs that the form takes besides; more are read and dropped. */
  pdf?: { field: string; max: number; maxBytes: number }
  /** A sender slower than `minBytes` in `everyMs` milliseconds is cut off. */
  pace?: { minBytes: number; everyMs: number }
}

/** HTTP status that fits a problem. */
export const uploadStatus: Record<UploadProblem, number> = {
  malformed: 400,
  'too-much': 413,
  'text-too-long': 413,
}

/**
 * Reads a multipart form, re-encodes its photos and stores them. Then `uploadOf(res)` tells what came, and
 * `req.body` holds the text fields. A form in any other encoding passes with its parsed body and no photos.
 * A sender that breaks off is not passed on: half a form is nothing to act on.
 */
export function receivePhotos(deps: UploadDeps, form: PhotoForm): RequestHandler {
  return async (req, res, next) => {
    if (!/^\s*multipart\//i.test(req.get('Content-Type') ?? '')) {
      res.locals.upload = {
        fields: flatFields(req.body),
        photos: [],
        tooMany: false,
        pdfs: [],
      } satisfies Upload
      return next()
    }
    const upload = await receive(deps, form, req, res)
    if (upload === undefined) return
    res.locals.upload = upload
    if (!form.bracketed) req.body = upload.fields
    next()
  }
}

/** What `receivePhotos` found in this request. */
export function uploadOf(res: Response): Upload {
  const upload: Upload | undefined = res.locals.upload
  if (upload === undefined) throw new Error('receivePhotos() must stand before this handler')
  return upload
}

/** A photo that came by another way than a form, taken through the same limits and re-encoding. */
export async function storePhotoFrom(deps: UploadDeps, stream: Readable): Promise<ReceivedPhoto> {
  const folder = createUploadFolder({
    dataDir: deps.config.dataDir,
    maxBytes: maxPhotoBytes,
    onDiskError: (error) => deps.log.error({ err: error }, 'a fetched file could not be written'),
  })
  try {
    await folder.write(stream)
    const [photo] = await storePhotos(deps, await folder.files())
    return photo ?? { ok: false, position: 1, reason: 'unavailable' }
  } finally {
    await folder.remove().catch((error) => deps.log.warn({ err: error }, 'an upload folder was not removed'))
  }
}

/** Undefined when the sender is gone. */
async function receive(deps: UploadDeps, form: PhotoForm, req: Request, res: Response) {
  const folder = createUploadFolder({
    dataDir: deps.config.dataDir,
    maxBytes: maxPhotoBytes,
    onDiskError: (error) => deps.log.error({ err: error }, 'an uploaded file could not be written'),
  })
  const papers = createUploadFolder({
    dataDir: deps.config.dataDir,
    maxBytes: form.pdf?.maxBytes ?? 0,
    onDiskError: (error) => deps.log.error({ err: error }, 'an uploaded file could not be written'),
  })
  try {
    const { fields, tooMany, error } = await parseMultipart({ req, res, form, folder, papers })
    if (req.destroyed && !req.complete) return undefined
    if (error !== undefined) {
      const problem = problemOf(error)
      deps.log.info({ problem, detail: String(error) }, 'form refused')
      return { fields, photos: [], tooMany, pdfs: [], problem } satisfies Upload
    }
    const photos = await storePhotos(deps, await folder.files(), () => res.destroyed)
    return { fields, photos, tooMany, pdfs: await storePdfs(deps, await papers.files()) } satisfies Upload
  } finally {
    for (const raw of [folder, papers]) {
      await raw.remove().catch((error) => deps.log.warn({ err: error }, 'an upload folder was not removed'))
    }
  }
}

type Reading = { req: Request; res: Response; form: PhotoForm; folder: UploadFolder; papers: UploadFolder }

/**
 * multer ends at the first broken limit and drops the fields that would have followed. So the limits that a
 * person can meet (size and number of photos) are kept by the folder and the filter, which read on and drop;
 * multer's own are the wall behind them. Every one is set, because most default to Infinity.
 */
async function parseMultipart({ req, res, form, folder, papers }: Reading) {
  const pdfBytes = (form.pdf?.max ?? 0) * (form.pdf?.maxBytes ?? 0)
  const maxRequestBytes = 2 * (form.max * maxPhotoBytes + pdfBytes) + 4 * 1024 * 1024
  const wantedNames = [form.field].flat()
  let taken = 0
  let pdfs = 0
  let tooMany = false
  let begun = false
  const options: multer.Options & { streamHandler(req: Request, parser: Writable): void } = {
    limits: {
      files: 50,
      fileSize: maxRequestBytes,
      fields: 60,
      fieldSize: 100 * 1024,
      fieldNameSize: 64,
      parts: 110,
      headerPairs: 20,
      fieldNestingDepth: form.bracketed ? 2 : 0,
      fieldArrayIndexLimit: 0,
    },
    defParamCharset: 'utf8',
    fileFilter(_req, file, callback) {
      if (form.pdf !== undefined && file.fieldname === form.pdf.field) {
        pdfs += 1
        return callback(null, pdfs <= form.pdf.max)
      }
      const wanted = wantedNames.includes(file.fieldname)
      if (wanted && taken === form.max) tooMany = true
      const take = wanted && taken < form.max
      if (take) taken += 1
      callback(null, take)
    },
    storage: {
      _handleFile(_req, file, callback) {
        const place = file.fieldname === form.pdf?.field ? papers : folder
        place.write(file.stream).then(() => callback(null, {}), callback)
      },
      // the folder goes as a whole
      _removeFile: (_req, _file, callback) => callback(null),
    },
    streamHandler(stream, parser) {
      begun = true
      feed(stream, parser, maxRequestBytes)
    },
  }
  const stopWatching = cutOffWhenSlow(req, form.pace ?? { minBytes: 16 * 1024, everyMs: 60_000 })
  const error = await new Promise<unknown>((resolve) => multer(options).any()(req, res, resolve))
  stopWatching()
  // multer passes by what it does not take for a form, as if it had been an empty one
  const passedBy = begun ? undefined : new Error('not a form')
  return { fields: flatFields(req.body), tooMany, error: error ?? passedBy }
}

class TooMuch extends Error {}

/** multer reads a refused form to its end, so that the browser gets to see the answer; not for ever, though. */
function feed(req: Request, parser: Writable, maxBytes: number) {
  let seen = 0
  req.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen > 2 * maxBytes) req.destroy()
    else if (seen > maxBytes && !parser.destroyed) {
      req.unpipe(parser)
      parser.destroy(new TooMuch(`more than ${maxBytes} bytes`))
    }
  })
  req.pipe(parser)
}

function cutOffWhenSlow(req: Request, { minBytes, everyMs }: { minBytes: number; everyMs: number }) {
  let before = req.socket.bytesRead
  const timer = setInterval(() => {
    if (req.socket.bytesRead - before < minBytes) req.destroy()
    before = req.socket.bytesRead
  }, everyMs)
  return () => clearInterval(timer)
}

function problemOf(error: unknown): UploadProblem {
  if (error instanceof TooMuch) return 'too-much'
  if (!(error instanceof multer.MulterError)) return 'malformed'
  if (error.code === 'LIMIT_FIELD_VALUE') return 'text-too-long'
  return error.code === 'LIMIT_FILE_SIZE' || error.code === 'LIMIT_FILE_COUNT' ? 'too-much' : 'malformed'
}

/** The text fields with ordinary names. Objects and lists come from no form of ours. */
function flatFields(body: unknown): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(body ?? {})) {
    if (typeof value === 'string' && /^[A-Za-z][\w.-]*$/.test(name)) fields[name] = value
  }
  return fields
}
