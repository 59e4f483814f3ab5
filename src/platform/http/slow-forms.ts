import type { RequestHandler } from 'express'

/** 64 KB, the longest form without files, arrive in this time by the slowest mobile network that people still use. */
const mostMs = 30_000

/**
 * A form without files must be here soon: one byte a second would hold a connection for hours. Forms with files have a
 * pace of their own (upload.ts).
 */
export function cutSlowForms(ms = mostMs): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'POST' || req.is('multipart')) return next()
    const timer = setTimeout(() => {
      if (!res.headersSent) res.set('Connection', 'close').status(408).type('text/plain').send('Too slow\n')
      res.once('finish', () => req.destroy())
      if (res.writableFinished) req.destroy()
    }, ms)
    const stop = () => clearTimeout(timer)
    req.once('end', stop)
    res.once('close', stop)
    next()
  }
}
