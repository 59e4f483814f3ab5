import type { ErrorRequestHandler, Request, Response } from 'express'
import type { z } from 'zod'
import { isUnavailable } from '../../platform/db/unavailable.ts'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { isLang, langs } from '../../platform/i18n/texts.ts'
import type { Problem } from './schemas.ts'

export type Wrong = { name: string; detail: string }

/** Why something is not answered: what was asked is wrong, or it is asked too often. */
export class Refused extends Error {
  readonly status: 400 | 429
  readonly parameters: readonly Wrong[]
  readonly retryAfterSeconds: number | null

  constructor(status: 400 | 429, parameters: readonly Wrong[], retryAfterSeconds: number | null = null) {
    super(`refused with ${status}`)
    this.status = status
    this.parameters = parameters
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Of names and sentences: as Accept-Language asks, else the state language. */
export const languageOf = (req: Request): Lang => [req.acceptsLanguages(...langs)].find(isLang) ?? 'kk'

/** Every error below the interface's addresses in one shape (RFC 9457). What went wrong inside is in the log only. */
export function problems(deps: Pick<Deps, 'texts' | 'log'>): ErrorRequestHandler {
  return (error, req, res, _next) => {
    if (res.headersSent) return void res.destroy()
    const t = deps.texts.in(languageOf(req))
    const status = statusOf(error)
    if (status === 500) {
      deps.log.error(
        { err: error, method: req.method, route: req.route?.path ?? 'no route' },
        'request failed',
      )
    }
    const parameters = error instanceof Refused && status === 400 ? [...error.parameters] : []
    const wait = error instanceof Refused ? error.retryAfterSeconds : status === 503 ? 10 : null
    openToAll(res)
    res.set('Cache-Control', 'no-store')
    if (wait !== null) res.set('Retry-After', String(wait))
    const problem: z.input<typeof Problem> = {
      ...{ type: 'about:blank', title: titleOf(status, t), status, detail: detailOf(status, t, wait) },
      ...(parameters.length === 0 ? {} : { parameters }),
    }
    res.status(status).type('application/problem+json').send(JSON.stringify(problem))
  }
}

type Status = 400 | 404 | 429 | 500 | 503

function statusOf(error: unknown): Status {
  if (error instanceof Refused) return error.status
  if (error instanceof NotFound) return 404
  if (isUnavailable(error)) return 503
  const { status } = (error ?? {}) as { status?: number }
  return typeof status === 'number' && status >= 400 && status < 500 ? 400 : 500
}

const titleOf = (status: Status, t: Translate) => t(`api:problem.${status}.title`)
const detailOf = (status: Status, t: Translate, seconds: number | null) =>
  t(`api:problem.${status}.detail`, { seconds: seconds ?? 0 })

/** Pages of other sites may read it: everything here is public. */
export function openToAll(res: Response): void {
  res.vary('Accept-Language')
  res.set('Access-Control-Allow-Origin', '*')
  res.set(
    'Access-Control-Expose-Headers',
    'ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset',
  )
}
