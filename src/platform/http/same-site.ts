import type { RequestHandler } from 'express'

/**
 * Refuses writes that another site caused, before any body is parsed: Fetch Metadata first, the Origin header
 * for browsers without it. A request with neither comes from no browser form and is refused as well.
 * There is no exemption list. Source: W3C Fetch Metadata; OWASP CSRF prevention, "standard headers".
 */
export function sameSiteWrites(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl).host
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next()
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
