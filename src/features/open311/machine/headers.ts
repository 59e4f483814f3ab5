import type { Request, Response } from 'express'

/** Pages of other sites may read what everybody may read; what is written needs a key, which no page can hide. */
export function openToAll(req: Request, res: Response): void {
  res.vary('Accept-Language')
  if (req.method !== 'GET' && req.method !== 'HEAD') return
  res.set('Access-Control-Allow-Origin', '*')
  res.set('Access-Control-Expose-Headers', 'ETag, Link, Retry-After, Content-Language')
}

/** Kept by everybody, asked about every time: what was filed a moment ago must be there (type realtime). */
export const askEveryTime = 'public, no-cache'

/** Discovery and the lists of services change when an administrator changes them. */
export const keptForMinutes = 'public, max-age=300, stale-while-revalidate=3600'
