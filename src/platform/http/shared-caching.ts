import type { RequestHandler } from 'express'

/**
 * How a cache between the portal and everybody (nginx, a CDN) may keep a page that is the same for all who come without
 * a cookie. Browsers always ask, and are told "not modified" by the ETag.
 * - page: somebody's own act may show on it, so browsers must never get an old one; only a CDN that knows RFC 9213 may
 *   give an old one while it asks for a new one
 * - figures: nobody waits to see an own act there; an old answer may be given by anybody while a new one is fetched
 */
export type Kept = 'page' | 'figures'

/**
 * Seconds. What must go at once, such as words that name somebody, is at most `fresh` + `stale` old anywhere, and `fresh`
 * + `alone` (ten minutes) where no process of the portal answers at all.
 */
export const keptSeconds = { fresh: 20, stale: 60, alone: 580 } as const

const { fresh, stale, alone } = keptSeconds
const whileAsking = `stale-while-revalidate=${stale}`
const whileAway = `stale-if-error=${alone}`
const policies: Record<Kept, string> = {
  page: `public, max-age=0, s-maxage=${fresh}, ${whileAway}`,
  figures: `public, max-age=0, s-maxage=${fresh}, ${whileAsking}, ${whileAway}`,
}

/** Says so in the headers of an answer; what fails takes it back (`notKept`). */
export const keptAs =
  (kept: Kept): RequestHandler =>
  (_req, res, next) => {
    keepAs(res, kept)
    next()
  }

/** The same for an answer that only its handler knows to be of this kind. */
export function keepAs(res: { set(name: string, value: string): unknown }, kept: Kept): void {
  res.set('Cache-Control', policies[kept])
  res.set('CDN-Cache-Control', `max-age=${fresh}, ${whileAsking}`)
}

/** Nobody keeps this answer. */
export function notKept(res: {
  set(name: string, value: string): unknown
  removeHeader(name: string): void
}) {
  res.removeHeader('CDN-Cache-Control')
  res.set('Cache-Control', 'no-store')
}
