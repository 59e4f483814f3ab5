import type { RequestHandler } from 'express'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { clean } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { guideCities, requestCities, writingCities } from '../rules.ts'
import { listFilters, staffListModel, staffListPage } from './pages/list-page.ts'
import { soughtModel, soughtPage } from './pages/sought-page.ts'
import { missesIn, staffGuides, staffRequests } from './queries.ts'
import { aroundIn, doneOf, todayIn } from './scope.ts'

const countedDays = 90

/** What stands above single guides. Everybody with a role in a city sees its guides, drafts among them. */
export function staffListHandlers(deps: Deps): Record<'list' | 'sought', RequestHandler> {
  return {
    list: async (req, res) => {
      const staff = staffOf(res)
      const cityIds = guideCities(staff)
      if (cityIds.length === 0) throw new NotFound('guides')
      const asking = requestCities(staff)
      const since = toDate(deps.now().subtract({ hours: countedDays * 24 }).epochMilliseconds)
      const [rows, requests, left, ...places] = await Promise.all([
        staffGuides(deps, cityIds, since),
        asking.length === 0 ? null : staffRequests(deps, asking),
        asking.length === 0
          ? 0
          : deps.db.guideOwner.count({
              where: { staffId: staff.id, cityId: { in: asking }, leftAt: { not: null } },
            }),
        ...cityIds.map((id) => aroundIn(deps, res, id)),
      ])
      const [first] = places
      if (first === undefined) throw new NotFound('guides')
      const { q, state } = req.query
      const model = staffListModel(
        {
          ...{ rows, places, today: todayIn(deps, first.city), done: doneOf(req) },
          q: typeof q === 'string' ? clean(q).trim().slice(0, 100) : '',
          state: listFilters.find((one) => one === state) ?? null,
          letters: asking.length === 0 ? null : left < asking.length,
          mayBegin: writingCities(staff).length > 0,
          waiting:
            requests === null
              ? null
              : requests.filter((one) => one.state === 'received' || one.state === 'writing').length,
        },
        first,
      )
      staffListPage(res, model)
    },

    sought: async (_req, res) => {
      const cityIds = guideCities(staffOf(res))
      if (cityIds.length === 0) throw new NotFound('guides')
      const rows = await missesIn(deps, cityIds)
      soughtPage(res, soughtModel(rows, { t: translateOf(res), lang: langOf(res) }))
    },
  }
}
