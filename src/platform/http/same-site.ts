import type { RequestHandler } from 'express'
import { oneClickPath } from '../mail/mail-links.ts'

/** Of the interfaces for programs: each write there carries a key of its own in its body. */
const programPath = /^\/open311\/v2\//

/**
 * Refuses writes that another site caused, before any body is parsed: Fetch Metadata first, the Origin header
 * for browsers without it. A request with neither comes from no browser form and is refused as well.
 * Exempt is where no cookie has a part in it, so that no other site can borrow anything: the link that ends mails, to
 * which mail servers post by themselves, and the signature in the address is the permission (docs/decisions/0012); and
 * what programs send with their keys (docs/decisions/0031).
 * Source: W3C Fetch Metadata; OWASP CSRF prevention, "standard headers"; RFC 8058.
 */
export function sameSiteWrites(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl).host
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next()
    if (oneClickPath.test(req.path) || programPath.test(req.path)) return next()
    const site = req.get('Sec-Fetch-Site')
    const allowed =
      site === undefined ? isOwnOrigin(req.get('Origin'), [own, req.get('Host')]) : site === 'same-origin'
    if (allowed) return next()
    res.status(403).type('text/plain').send('Cross-site request refused')
  }
}

function isOwnOrigin(origin: string | undefined, hosts: (string | undefined)[]): boolean {
  const host = origin === undefined ? undefined : URL.parse(origin)?.host
  return host !== undefined && hosts.includes(host)
}
