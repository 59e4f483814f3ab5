import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { cityOf, langOf } from '../../../city/index.ts'
import { parseNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { type Reading, readingOf } from '../reading.ts'
import type { Scope } from './conditions.ts'
import { type FeedModel, feedModel, sendFeed, sendRss } from './feed.ts'
import { parseFilter } from './filter.ts'
import { listModel, listPageOf } from './pages.ts'
import { countOf, listPage, removableParts } from './queries.ts'
import { sendTable } from './table.ts'

export const listHandlers = (deps: Deps): Record<'list' | 'table' | 'feed' | 'rss', RequestHandler> => ({
  list: async (req, res) => {
    const asked = req.query['q']
    const number = typeof asked === 'string' ? parseNumber(asked) : null
    if (number?.ok) {
      return res.redirect(302, complaintPaths.show(langOf(res), cityOf(res).slug, number.number))
    }
    const { reading, parsed, scope } = await listAsked(deps, req.query, res)
    const [rows, count] = await Promise.all([
      listPage(deps, parsed.filter, scope),
      countOf(deps, parsed.filter, scope),
    ])
    const removable = rows.length === 0 ? await removableParts(deps, parsed.filter, scope) : []
    listPageOf(res, listModel({ parsed, rows, count, removable }, reading))
  },

  table: async (req, res) => {
    const { reading, parsed, scope } = await listAsked(deps, req.query, res)
    await sendTable(deps, res, { filter: parsed.filter, scope, reading })
  },

  feed: async (req, res) => sendFeed(res, await newsOfList(deps, req.query, res)),

  rss: async (req, res) => sendRss(res, await newsOfList(deps, req.query, res)),
})

/** The newest of a list, whatever its page and its order. */
async function newsOfList(deps: Deps, query: Record<string, unknown>, res: Response): Promise<FeedModel> {
  const { reading, parsed, scope } = await listAsked(deps, query, res)
  const filter = { ...parsed.filter, page: 1, sort: 'new' as const }
  const [rows, count] = await Promise.all([listPage(deps, filter, scope), countOf(deps, filter, scope)])
  return feedModel({ filter, rows, count }, reading)
}

/** Where and what: the surroundings of the request and its filter. */
async function listAsked(deps: Deps, query: Record<string, unknown>, res: Response) {
  const reading: Reading = await readingOf(deps, res)
  const scope: Scope = { cityId: reading.city.id, timeZone: reading.timeZone, now: reading.now }
  return { reading, scope, parsed: parseFilter(query, reading) }
}
