import type { RequestHandler } from 'express'

/** What other sites hang on the links to us, to know their readers again; often another value for each reader. */
const ofOthers =
  /^(utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_openstat|_ga)$/i

/**
 * Takes those names off the address before anybody reads it. A crowd that comes by one link then asks for one page
 * (kept-pages.ts), and the marks stand in no link, form or log of ours.
 */
export const withoutTracking: RequestHandler = (req, _res, next) => {
  const at = req.url.indexOf('?')
  if (req.method === 'GET' && at >= 0) {
    const pairs = req.url.slice(at + 1).split('&')
    const own = pairs.filter((pair) => !ofOthers.test(pair.split('=', 1)[0] ?? ''))
    if (own.length < pairs.length) {
      req.url = req.url.slice(0, at) + (own.length === 0 ? '' : `?${own.join('&')}`)
      req.originalUrl = req.url
    }
  }
  next()
}
