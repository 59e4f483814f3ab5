import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { clean } from '../../../platform/http/form.ts'
import { networkIn, rateLimit } from '../../../platform/http/rate-limit.ts'
import { searchTerms } from '../../../platform/text/search-terms.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { cityOf, langOf, translateOf } from '../../city/index.ts'
import { sendFeed } from '../../complaints/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { missOf, noteMiss } from '../actions/note-miss.ts'
import { catalogueOf } from '../catalogue.ts'
import { findGuides } from '../find.ts'
import { guidesFeed } from './feed.ts'
import { guideModel, guidePage } from './guide-page.ts'
import { listModel, listPage } from './list-page.ts'
import { publicQueue, publishedGuide } from './queries.ts'
import { requestsModel, requestsPage } from './requests-page.ts'
import { topicModel, topicPage } from './topic-page.ts'
import { topicsModel, topicsPage } from './topics-page.ts'

const longestSearch = 200

export const placeOf = (res: Response) => ({ lang: langOf(res), t: translateOf(res), city: cityOf(res) })

/** What somebody typed into a field of the address. */
export function typedIn(req: Request, name: string): string {
  const given = req.query[name]
  return typeof given === 'string' ? clean(given).replaceAll(/\s+/g, ' ').trim().slice(0, longestSearch) : ''
}

export function readingHandlers(
  deps: Deps,
): Record<'list' | 'feed' | 'topics' | 'topic' | 'show' | 'requests', RequestHandler> {
  // One network counts once a day for the same words, so that nobody alone makes them look sought.
  const oncePerNetwork = rateLimit(deps, { name: 'guide-miss', points: 1, seconds: 86_400 })

  const noteNothing = async (res: Response, q: string) => {
    const { id: cityId, timeZone } = cityOf(res)
    const words = missOf(searchTerms(q))
    if (words === null || (await oncePerNetwork(`${networkIn(res)} ${cityId} ${words}`)) > 0) return
    await noteMiss(deps, { cityId, words, today: localDate(deps.now(), timeZone).toString() })
  }

  return {
    list: async (req, res) => {
      const place = placeOf(res)
      const catalogue = await catalogueOf(deps, place.city.id)
      const q = typedIn(req, 'q')
      const terms = searchTerms(q)
      if (terms.length === 0) return listPage(res, listModel({ catalogue, q: '', found: null }, place))
      const all = findGuides(catalogue.guides, terms, 'all')
      const found = all.length > 0 ? all : findGuides(catalogue.guides, terms, 'any').slice(0, 10)
      if (all.length === 0) await noteNothing(res, q)
      listPage(res, listModel({ catalogue, q, found }, place))
    },

    feed: async (_req, res) => {
      const { city, lang, t } = placeOf(res)
      const catalogue = await catalogueOf(deps, city.id)
      sendFeed(res, guidesFeed(catalogue, { city, lang, t, origin: deps.config.publicUrl }))
    },

    topics: async (_req, res) => {
      const place = placeOf(res)
      topicsPage(res, topicsModel(await catalogueOf(deps, place.city.id), place))
    },

    topic: async (req, res) => {
      const place = placeOf(res)
      const catalogue = await catalogueOf(deps, place.city.id)
      const topic = catalogue.topics.find(({ code }) => code === req.params['subject'])
      if (topic === undefined) throw new NotFound('topic')
      topicPage(res, topicModel({ catalogue, topic }, place))
    },

    show: async (req, res) => {
      const place = placeOf(res)
      const [guide, catalogue, directory] = await Promise.all([
        publishedGuide(deps, place.city.id, String(req.params['guide'])),
        catalogueOf(deps, place.city.id),
        directoryOf(deps, place.city.id),
      ])
      const origin = deps.config.publicUrl
      const model = guide && guideModel({ guide, catalogue, origin }, { ...place, directory })
      if (model === null) throw new NotFound('guide')
      guidePage(res, model)
    },

    requests: async (_req, res) => {
      const place = placeOf(res)
      requestsPage(res, requestsModel(await publicQueue(deps, place.city.id), place))
    },
  }
}
