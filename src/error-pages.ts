import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { publicChrome } from './chrome.ts'
import { accountPaths } from './features/accounts/index.ts'
import type { City } from './features/city/index.ts'
import { isUnavailable } from './platform/db/unavailable.ts'
import type { Deps } from './platform/deps.ts'
import type { Chrome } from './platform/http/chrome.ts'
import { Mending, NotFound, Overloaded } from './platform/http/errors.ts'
import { type Again, formToSendAgain } from './platform/http/form-again.ts'
import { definePage, type PageModel } from './platform/http/page.ts'
import { notKept } from './platform/http/shared-caching.ts'
import { isLang, type Lang, type Translate } from './platform/i18n/texts.ts'
import { formatInstant } from './platform/time/format.ts'

type ErrorModel = PageModel & {
  heading: string
  text: string
  incident: string | null
  homeHref: string
  /** The form that could not be taken, to be sent again from here. */
  again: Again | null
}

const errorPage = definePage<ErrorModel>('error/show', { layout: 'bare' })

/** What is shown when there is nothing to show, or when the portal itself failed. Needs no database. */
export function errorPages(deps: Deps): [RequestHandler, ErrorRequestHandler] {
  const chromeOf = publicChrome(deps)
  const notFound: RequestHandler = () => {
    throw new NotFound()
  }
  const failed: ErrorRequestHandler = async (error, req, res, _next) => {
    if (res.headersSent) return void res.destroy()
    const lang: Lang = res.locals['lang'] ?? languageOfPath(req.path)
    const t = deps.texts.in(lang)
    res.locals['t'] = t
    res.locals['chrome'] ??= await chromeOf({ lang, t, city: null }, res)
    const status = statusOf(error)
    // A crowd is counted (admission.ts), not written down one by one.
    const incident = status >= 500 && !(error instanceof Overloaded) ? randomUUID() : null
    if (incident !== null) logFailure(deps, req, { error, incident })
    const again = status === 503 ? formToSendAgain(req) : null
    notKept(res)
    if (status === 503) res.set('Retry-After', '10')
    const kind = again ? 'notNow' : kindOf(error, status)
    errorPage(
      res,
      {
        page: { title: t(`common:error.${kind}.title`), noindex: true },
        heading: t(`common:error.${kind}.title`),
        text: t(again?.words.length === 0 ? 'common:error.notNow.choice' : `common:error.${kind}.text`),
        incident,
        homeHref: homeOf(res, lang),
        again,
      },
      status,
    )
  }
  return [notFound, failed]
}

function kindOf(error: unknown, status: number) {
  if (error instanceof Overloaded) return 'busy'
  if (error instanceof Mending) return 'mending'
  return status === 404 ? 'notFound' : status === 413 ? 'tooLarge' : status < 500 ? 'badRequest' : 'failed'
}

/** The way out: staff go back to their work, others to the city, or to the choice of one. */
function homeOf(res: Response, lang: Lang): string {
  const { city, staff }: Chrome = res.locals['chrome']
  return staff ? accountPaths.firstPage() : (city?.href ?? `/${lang}`)
}

type Failed = { error: unknown; incident: string }

/** The pattern of the route, never the address: it may hold the token of a secret link. */
function logFailure(deps: Deps, req: Request, { error, incident }: Failed): void {
  const route = req.route?.path ?? 'no route'
  deps.log.error({ err: error, incident, method: req.method, route }, 'request failed')
}

function languageOfPath(path: string): Lang {
  const first = path.split('/')[1]
  return isLang(first) ? first : 'kk'
}

/** 503 when the database cannot be reached or is busy; what body parsers say; 500 else. */
function statusOf(error: unknown): number {
  if (error instanceof NotFound) return 404
  const { status } = (error ?? {}) as { status?: number }
  if (typeof status === 'number' && status >= 400 && status < 500) return status
  return isUnavailable(error) ? 503 : 500
}

/** Over a page that was kept, while the portal cannot make it anew: the hour at which it was so. */
export const asOf =
  (now: () => number) =>
  (res: Response): (() => string) => {
    const { t, lang, city }: { t?: Translate; lang?: Lang; city?: City | null } = res.locals
    const at = now()
    return () =>
      t === undefined || lang === undefined
        ? ''
        : t('common:page.asOf', { time: formatInstant(at, lang, city?.timeZone ?? 'Asia/Almaty', 'time') })
  }
