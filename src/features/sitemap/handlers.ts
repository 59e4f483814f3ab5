import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { analysisPaths } from '../analysis/index.ts'
import { type City, cities, cityPaths, langsOf } from '../city/index.ts'
import { complaintPaths } from '../complaints/index.ts'
import { contactPaths } from '../contacts/index.ts'
import { eventPaths, eventsOfMap } from '../events/index.ts'
import { catalogueOf, guidePaths } from '../guides/index.ts'
import { homePaths, infoPages } from '../home/index.ts'
import { newsOfMap, newsPaths } from '../news/index.ts'
import { directoryOf } from '../offices/index.ts'
import { receptionPaths } from '../receptions/index.ts'
import { statisticsPaths } from '../statistics/index.ts'
import { workPaths, worksOfMap } from '../works/index.ts'
import { sitemapPaths } from './paths.ts'
import { complaintsOfMap, mapsOfComplaints } from './queries.ts'
import { type Entry, mapIndex, urlSet } from './xml.ts'

const keptSeconds = 3600

export function sitemapHandlers(deps: Deps): Record<'robots' | 'index' | 'map', RequestHandler> {
  const { publicUrl } = deps.config
  return {
    robots: async (_req, res) => {
      const closed = [
        ...['/staff', '/*/mine/', '/*/complaints/new/', '/*/search', '/oembed', '/metrics', '/readyz'],
        ...['/*?q=', '/*&q='],
        ...(await cities(deps)).filter(({ demo }) => demo).map(({ slug }) => `/*/${slug}`),
      ]
      const lines = closed.map((path) => `Disallow: ${path}\n`).join('')
      res.set('Cache-Control', `public, max-age=${keptSeconds}`)
      res
        .type('text/plain')
        .send(`User-agent: *\n${lines}Allow: /\n\nSitemap: ${publicUrl}${sitemapPaths.index()}\n`)
    },

    index: async (_req, res) => {
      const real = await realCities(deps)
      const maps = await mapsOfComplaints(deps)
      const entries: Entry[] = real.flatMap(({ id, slug }) => [
        { url: publicUrl + sitemapPaths.map(slug, 'pages') },
        ...maps
          .filter(({ cityId }) => cityId === id)
          .map(({ part, changedAt }) => ({ url: publicUrl + sitemapPaths.map(slug, part), changedAt })),
      ])
      xml(res).send(mapIndex(entries))
    },

    map: async (req, res) => {
      const city = (await realCities(deps)).find(({ slug }) => slug === req.params['city'])
      const part = /^(?:(pages)|complaints-(\d{1,6}))$/.exec(String(req.params['part']))
      if (city === undefined || part === null) throw new NotFound('sitemap')
      const entries =
        part[1] === 'pages' ? await pagesOf(deps, city) : await complaintsOf(deps, city, Number(part[2]))
      if (entries.length === 0) throw new NotFound('sitemap')
      xml(res)
      if (req.method === 'HEAD') {
        res.end()
        return
      }
      await pipeline(Readable.from(urlSet(entries)), res)
    },
  }
}

/** Invented complaints are no content. */
const realCities = async (deps: Deps): Promise<City[]> => (await cities(deps)).filter(({ demo }) => !demo)

const xml = (res: Response): Response =>
  res.set('Cache-Control', `public, max-age=${keptSeconds}`).type('application/xml')

async function pagesOf(deps: Deps, city: City): Promise<Entry[]> {
  const { publicUrl } = deps.config
  const { slug } = city
  const [{ officeById }, { guides, topics }, works, events, news] = await Promise.all([
    directoryOf(deps, city.id),
    catalogueOf(deps, city.id),
    worksOfMap(deps, city.id),
    eventsOfMap(deps, city.id),
    newsOfMap(deps, city.id),
  ])
  const offices = [...officeById.values()]
  const used = new Set(guides.flatMap((guide) => guide.topics))
  return langsOf(city).flatMap((lang) =>
    [
      cityPaths.home(lang, slug),
      complaintPaths.list(lang, slug),
      complaintPaths.map(lang, slug),
      complaintPaths.new(lang, slug),
      statisticsPaths.city(lang, slug),
      statisticsPaths.method(lang, slug),
      statisticsPaths.offices(lang, slug),
      ...offices.map(({ code }) => statisticsPaths.office(lang, slug, code)),
      contactPaths.page(lang, slug),
      eventPaths.agenda(lang, slug),
      receptionPaths.list(lang, slug),
      receptionPaths.bodies(lang, slug),
      receptionPaths.statistics(lang, slug),
      ...infoPages.map((page) => homePaths.info(lang, slug, page)),
      guidePaths.list(lang, slug),
      guidePaths.topics(lang, slug),
      ...topics.filter(({ code }) => used.has(code)).map(({ code }) => guidePaths.topic(lang, slug, code)),
      workPaths.list(lang, slug),
      newsPaths.list(lang, slug),
      analysisPaths.page(lang, slug),
      ...guides.map((guide) => guidePaths.show(lang, slug, guide.slug)),
    ]
      .map((path): Entry => ({ url: publicUrl + path }))
      .concat(
        works.map(({ id, changedAt }) => ({ url: publicUrl + workPaths.show(lang, slug, id), changedAt })),
        events.map(({ id, changedAt }) => ({ url: publicUrl + eventPaths.show(lang, slug, id), changedAt })),
        news.map(({ id, changedAt }) => ({ url: publicUrl + newsPaths.show(lang, slug, id), changedAt })),
      ),
  )
}

async function complaintsOf(deps: Deps, city: City, part: number): Promise<Entry[]> {
  const { id, slug } = city
  const found = await complaintsOfMap(deps, id, part)
  return found.flatMap(({ number, changedAt }) =>
    langsOf(city).map((lang) => ({
      url: deps.config.publicUrl + complaintPaths.show(lang, slug, number),
      changedAt,
    })),
  )
}
