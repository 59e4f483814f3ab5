import type { RequestHandler } from 'express'
import { oneClickPath } from '../mail/mail-links.ts'

/**
 * Refuses writes that another site caused, before any body is parsed: Fetch Metadata first, the Origin header
 * for browsers without it. A request with neither comes from no browser form and is refused as well.
 * There is no exemption but the link that ends mails: mail servers post to it by themselves, without any of these
 * headers, no cookie has a part in it, and the signature in the address is the permission (docs/decisions/0012).
 * Source: W3C Fetch Metadata; OWASP CSRF prevention, "standard headers"; RFC 8058.
 */
export function sameSiteWrites(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl).host
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next()
    if (oneClickPath.test(req.path)) return next()
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
