import type { Request, Response } from 'express'
import { hashToken, newToken } from '../../platform/crypto/token.ts'
import { cookieValue } from '../../platform/http/cookies.ts'

const name = 'device'
const keptMs = 365 * 86_400_000

/** SHA-256 of the random token of this browser; null when it has none yet. It says who pressed, and nothing else. */
export function deviceHash(req: Request): Buffer<ArrayBuffer> | null {
  const token = cookieValue(req.get('Cookie'), name) ?? ''
  return /^[\w-]{22}$/.test(token) ? hashToken(token) : null
}

/** The same; a browser without a token gets one. Only after a press, never by looking at a page. */
export function markDevice(res: Response, secure: boolean): Buffer<ArrayBuffer> {
  const known = deviceHash(res.req)
  if (known !== null) return known
  const token = newToken()
  res.cookie(name, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: keptMs })
  return hashToken(token)
}
