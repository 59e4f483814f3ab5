import type { ErrorRequestHandler, Response } from 'express'
import { isUnavailable } from '../../../platform/db/unavailable.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { likelyFormat, sendAnswer } from './answer.ts'
import { openToAll } from './headers.ts'
import { languageOf } from './language.ts'

/** Why something is not done, in sentences for whoever writes or uses the program. */
export class Refusal extends Error {
  readonly status: number
  readonly sentences: readonly string[]
  readonly retryAfterSeconds: number | null

  constructor(status: number, sentences: readonly string[], retryAfterSeconds: number | null = null) {
    super(sentences.join(' '))
    this.status = status
    this.sentences = sentences
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/**
 * Every error below the interface's addresses, also what nobody expected and what body parsers say, as
 * `errors` > `error` > `code`, `description`. What went wrong inside is said in the log only.
 */
export function refusals(deps: Deps): ErrorRequestHandler {
  return (error, req, res, _next) => {
    if (res.headersSent) return void res.destroy()
    const t = deps.texts.in(languageOf(req))
    const told = error instanceof Refusal ? error : unexpected(error, t)
    if (told.status >= 500) {
      const route = req.route?.path ?? 'no route'
      deps.log.error({ err: error, method: req.method, route }, 'request failed')
    }
    openToAll(req, res)
    keepNowhere(res, told.retryAfterSeconds)
    const data = told.sentences.map((description) => ({ code: String(told.status), description }))
    sendAnswer(res, likelyFormat(req.path), { root: 'errors', data }, told.status)
  }
}

function keepNowhere(res: Response, retryAfterSeconds: number | null): void {
  res.set('Cache-Control', 'no-store')
  if (retryAfterSeconds !== null) res.set('Retry-After', String(retryAfterSeconds))
}

function unexpected(error: unknown, t: ReturnType<Deps['texts']['in']>): Refusal {
  if (error instanceof NotFound) return new Refusal(404, [t('open311:refusal.nothing')])
  if (isUnavailable(error)) return new Refusal(503, [t('open311:refusal.busy')], 10)
  const { status } = (error ?? {}) as { status?: number }
  if (status === 413) return new Refusal(413, [t('open311:refusal.tooMuch')])
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Refusal(400, [t('open311:refusal.unreadable')])
  }
  return new Refusal(500, [t('open311:refusal.failed')])
}
