import { pipeline } from 'node:stream/promises'
import type { Request, RequestHandler, Response } from 'express'
import type { BaseLogger } from 'pino'
import type { FileStore } from '../files/file-store.ts'

/** A photo that this person may see: public ones are kept by caches for minutes, private ones by nobody. */
export type VisiblePhoto = { key: string; access: 'public' | 'private' }

/** A photo that is hidden or covered must leave the caches of everybody soon; asking again is cheap by its ETag. */
const publicCaching = 'public, max-age=0, s-maxage=20, must-revalidate'

export type PhotoDeps = { files: FileStore; log: Pick<BaseLogger, 'warn' | 'error'> }

/**
 * Handler of a photo's address. `find` looks up what the person behind this request may see; nothing else may
 * turn an address into a key. Undefined is "not found", whether the photo is missing or not for this person.
 * Bytes that are gone or rotten answer 502 and an error in the log: better no picture than a wrong one. A store that
 * gives no answer is 503: the picture may be there again in a minute.
 */
export function servePhoto(
  { files, log }: PhotoDeps,
  find: (req: Request, res: Response) => Promise<VisiblePhoto | undefined>,
): RequestHandler {
  return async (req, res) => {
    const photo = await find(req, res)
    if (photo === undefined) return end(res, 404)

    setHeaders(res, photo)
    // A key is the hash of its bytes: whoever has it has the picture.
    if (photo.access === 'public' && req.fresh) return end(res, 304)

    const stored = await files.get(photo.key).catch((error: unknown) => {
      log.error({ err: error }, 'the store of photos gives no answer')
    })
    if (stored === undefined) return end(res, 503)
    if (!stored.ok) {
      log.error({ key: photo.key, condition: stored.reason }, 'the bytes of a photo are not what they were')
      return end(res, 502)
    }
    res.set('Content-Length', String(stored.size))
    if (req.method === 'HEAD') {
      stored.stream.destroy()
      res.end()
    } else await send(stored.stream, res, log)
  }
}

function setHeaders(res: Response, { key, access }: VisiblePhoto) {
  // Whatever the bytes may be, a browser shows a picture or nothing: no sniffing, no script, no frame.
  res.set({
    'Content-Type': 'image/jpeg',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Disposition': 'inline; filename="photo.jpg"',
    'Cache-Control': access === 'public' ? publicCaching : 'private, no-store',
  })
  if (access === 'public') {
    res.set('ETag', `"${key}"`)
    // the same for everybody, unlike the pages around it
    res.removeHeader('Vary')
  }
}

function end(res: Response, status: 304 | 404 | 502 | 503) {
  if (status !== 304) {
    res.set('Cache-Control', 'no-store')
    for (const name of ['Content-Type', 'Content-Disposition', 'ETag']) res.removeHeader(name)
  }
  res.status(status).end()
}

async function send(stream: NodeJS.ReadableStream, res: Response, log: Pick<BaseLogger, 'warn'>) {
  try {
    await pipeline(stream, res)
  } catch (error) {
    // the reader left, or the store broke off: the connection is closed either way
    if (!res.closed) log.warn({ err: error }, 'a photo was sent only in part')
  }
}
