import type { RequestHandler } from 'express'
import { TooSlow } from '../../platform/db/bounded.ts'
import type { Deps } from '../../platform/deps.ts'
import { clean } from '../../platform/http/form.ts'
import type { SearchSource } from '../../platform/search-source.ts'
import { searchTerms } from '../../platform/text/search-terms.ts'
import { cityOf, langOf, translateOf } from '../city/index.ts'
import { complaintPaths, parseNumber } from '../complaints/index.ts'
import { directoryOf } from '../offices/index.ts'
import { type Found, lookUp, perPage } from './look-up.ts'
import { type SearchInput, searchModel, searchPage } from './pages.ts'
import { popularCategories } from './queries.ts'

const longestSearch = 200
const mostPages = 100 / perPage

export const searchHandler =
  (deps: Deps, sources: readonly SearchSource[]): RequestHandler =>
  async (req, res) => {
    const [lang, city, t] = [langOf(res), cityOf(res), translateOf(res)]
    const given = req.query['q']
    const q =
      typeof given === 'string' ? clean(given).replaceAll(/\s+/g, ' ').trim().slice(0, longestSearch) : ''
    const number = parseNumber(q)
    if (number.ok) return res.redirect(303, complaintPaths.show(lang, city.slug, number.number))

    const directory = await directoryOf(deps, city.id)
    const searcher = { lang, t, city, directory }
    const only = sources.find(({ name }) => name === req.query['in'])?.name ?? null
    const page = pageOf(req.query['page'])
    const show = (more: Partial<SearchInput>, status = 200) => {
      const input: SearchInput = { q, only, page, found: null, problem: null, popular: [], ...more }
      searchPage(res, searchModel(input, searcher), status)
    }
    if (q === '') return show({ popular: await popularCategories(deps, city.id, directory) })
    if (number.reason === 'typing-error') return show({ problem: 'number' })
    if (searchTerms(q).length === 0) return show({ problem: 'short' })
    try {
      const asking = { cityId: city.id, citySlug: city.slug, timeZone: city.timeZone, lang, t }
      const found: Found = await lookUp(deps, sources, { ...asking, text: q, only, page })
      show({ found })
    } catch (error) {
      if (!(error instanceof TooSlow)) throw error
      res.set('Retry-After', '10')
      show({ problem: 'slow' }, 503)
    }
  }

function pageOf(typed: unknown): number {
  const page = typeof typed === 'string' && /^\d{1,2}$/.test(typed) ? Number(typed) : 1
  return page >= 1 && page <= mostPages ? page : 1
}
