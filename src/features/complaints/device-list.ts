import type { Request, Response } from 'express'
import { cookieValue } from '../../platform/http/cookies.ts'

/**
 * The reports that were sent from this browser, as a cookie of their secret tokens, newest first. No script reads it,
 * it goes to nobody else, and the page "My reports" removes it.
 */
const name = 'mine'
const most = 20
const keptMs = 365 * 86_400_000

export function deviceTokens(req: Request): string[] {
  const tokens = (cookieValue(req.get('Cookie'), name) ?? '').split('.')
  return tokens.filter((token) => /^[\w-]{22}$/.test(token)).slice(0, most)
}

/** Adds a report to the list of this browser. `secure`: the portal is reached by HTTPS. */
export function rememberOnDevice(res: Response, token: string, secure: boolean): void {
  setTokens(res, [token, ...deviceTokens(res.req).filter((one) => one !== token)].slice(0, most), secure)
}

/** Takes one report off the list, or all of them; the reports themselves stay. */
export function forgetOnDevice(res: Response, token: string | null, secure: boolean): void {
  const left = token === null ? [] : deviceTokens(res.req).filter((one) => one !== token)
  setTokens(res, left, secure)
}

function setTokens(res: Response, tokens: readonly string[], secure: boolean): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  if (tokens.length === 0) res.clearCookie(name, options)
  else res.cookie(name, tokens.join('.'), { ...options, maxAge: keptMs })
}
