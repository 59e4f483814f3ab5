import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import type { Asked } from '../../platform/http/beside.ts'
import type { Chrome } from '../../platform/http/chrome.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { isLang, type Lang, type Translate } from '../../platform/i18n/texts.ts'
import { type City, langsOf, tilesOf } from './city.ts'
import { cityBySlug } from './queries.ts'

/** What the pages of a city find in `res.locals`. */
export type CityLocals = { lang: Lang; t: Translate; city: City; chrome: Chrome }

export type ChromeBuilder = (
  place: { lang: Lang; t: Translate; city: City | null },
  res: Response,
) => Chrome | Promise<Chrome>

/** For paths that begin with `/:lang/:city`: another language or city is not found. */
export function cityContext(deps: Deps, chromeOf: ChromeBuilder): RequestHandler {
  return async (req, res, next) => {
    const { lang, city: slug } = req.params
    if (!isLang(lang)) throw new NotFound('language')
    const t = deps.texts.in(lang)
    const city = typeof slug === 'string' ? await cityBySlug(deps, slug) : null
    Object.assign(res.locals, { lang, t, city, chrome: await chromeOf({ lang, t, city }, res) })
    // The choice of a city is a page above the cities.
    if (city === null && slug !== undefined) throw new NotFound('city')
    if (city !== null) {
      // Old links and printed codes still lead somewhere; what was typed on an open page is not lost.
      if (!langsOf(city).includes(lang) && isReading(req)) {
        return res.redirect(302, req.originalUrl.replace(/^\/\w+/, '/kk'))
      }
      allowPicturesFrom(res, tilesOf(city)?.url ?? null)
    }
    next()
  }
}

const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD'

/** Adds the server of map tiles to the policy of this answer, and no other. */
export function allowPicturesFrom(res: Response, tileUrl: string | null): void {
  if (tileUrl === null) return
  const policy = String(res.getHeader('Content-Security-Policy') ?? '')
  const origin = new URL(tileUrl.replace(/\{\w\}/g, '0')).origin
  res.setHeader('Content-Security-Policy', policy.replace(/img-src ([^;]*)/, `img-src $1 ${origin}`))
}

export const cityOf = (res: Response): City => res.locals['city']
export const langOf = (res: Response): Lang => res.locals['lang']
export const translateOf = (res: Response): Translate => res.locals['t']

/** The city of `Asked` (platform/http/beside.ts). */
export const askedIn = ({ id, slug, timeZone }: City) => ({ cityId: id, slug, timeZone })

/** Where and for whom the page of this answer is. */
export const askedOn = (deps: Pick<Deps, 'now'>, res: Response): Asked => ({
  ...askedIn(cityOf(res)),
  lang: langOf(res),
  t: translateOf(res),
  now: deps.now(),
})
