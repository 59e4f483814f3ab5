import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import type { Asset } from '../../platform/http/chrome.ts'
import {
  askedOn,
  type City,
  calendarOf,
  cities,
  cityOf,
  cityPaths,
  langOf,
  nameIn,
  translateOf,
} from '../city/index.ts'
import { consentVersions } from '../complaints/index.ts'
import { publishedPages } from '../news/index.ts'
import { directoryOf } from '../offices/index.ts'
import { cityFigures, defaultQuery } from '../statistics/index.ts'
import { citiesModel, citiesPage } from './pages/cities.ts'
import { homeModel, homePage } from './pages/home.ts'
import { aboutModel, infoModel, infoPage, privacyModel } from './pages/info.ts'
import { servicesModel, servicesPage } from './pages/services.ts'
import type { InfoPage } from './paths.ts'
import { recentAnswers } from './queries.ts'

const shownAnswers = 3
const answersKeptMs = 30_000

export function showHome(deps: Deps): RequestHandler {
  return async (_req, res) => {
    const city = cityOf(res)
    const place = { lang: langOf(res), t: translateOf(res) }
    const [figures, answers, directory, blocks] = await Promise.all([
      figuresOf(deps, city),
      deps.cache.get(`home:answers:${city.id}`, answersKeptMs, () =>
        recentAnswers(deps, city.id, shownAnswers),
      ),
      directoryOf(deps, city.id),
      deps.cache.get(`home:blocks:${city.id}:${place.lang}`, answersKeptMs, () =>
        deps.beside.homeBlocks(askedOn(deps, res)),
      ),
    ])
    const offers = deps.beside.offers({ ...place, slug: city.slug })
    homePage(res, homeModel({ city, directory, figures, answers, blocks, offers, ...place }))
  }
}

/** The way to report a problem does not wait for numbers. */
async function figuresOf(deps: Deps, city: City) {
  try {
    return await cityFigures(deps, city, defaultQuery(city, deps.now()))
  } catch (error) {
    deps.log.error({ err: error, city: city.slug }, 'the home page goes without its numbers')
    return null
  }
}

export function chooseCity(deps: Deps): RequestHandler {
  return async (_req, res) => {
    citiesPage(res, citiesModel(await cities(deps), langOf(res), translateOf(res)))
  }
}

export function showServices(deps: Deps): RequestHandler {
  return (_req, res) => {
    const place = { lang: langOf(res), t: translateOf(res) }
    const city = cityOf(res)
    const offers = deps.beside.offers({ ...place, slug: city.slug })
    servicesPage(res, servicesModel(offers, { ...place, city }))
  }
}

/** Without a version, or with one that never was, the words that hold now. */
export function showPrivacy(deps: Deps): RequestHandler {
  return async (req, res) => {
    const version = consentVersions.find((one) => one === req.query['version']) ?? null
    infoPage(res, privacyModel(version, await infoPlace(deps, res)))
  }
}

export function showAbout(deps: Deps): RequestHandler {
  return async (_req, res) => {
    const place = await infoPlace(deps, res)
    const calendar = await calendarOf(deps, place.city.calendar)
    infoPage(res, aboutModel(place, { now: deps.now(), calendar }))
  }
}

export function showInfo(deps: Deps, page: Exclude<InfoPage, 'privacy' | 'about'>): RequestHandler {
  return async (_req, res) => infoPage(res, infoModel(page, await infoPlace(deps, res)))
}

async function infoPlace(deps: Deps, res: Response) {
  const city = cityOf(res)
  const written = await publishedPages(deps, city.id)
  return { city, lang: langOf(res), t: translateOf(res), written }
}

/** Web application manifest (W3C): the city as a program on a phone, which opens with its first page. */
export const showManifest: RequestHandler = (_req, res) => {
  const [city, lang, t] = [cityOf(res), langOf(res), translateOf(res)]
  const name = nameIn(city.names, lang)
  const start = cityPaths.home(lang, city.slug)
  const asset: Asset = res.app.locals['asset']
  const png = (size: number) => ({
    src: asset(`icon-${size}.png`),
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose: 'any maskable',
  })
  res.type('application/manifest+json').send(
    JSON.stringify({
      id: start,
      start_url: start,
      scope: '/',
      lang,
      name: t('common:page.siteOf', { city: name }),
      short_name: name,
      display: 'minimal-ui',
      background_color: '#ffffff',
      theme_color: city.brandColour,
      icons: [{ src: asset('mark.svg'), sizes: 'any', type: 'image/svg+xml' }, png(192), png(512)],
    }),
  )
}
