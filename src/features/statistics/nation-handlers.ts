import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { cities, langOf, nameIn, translateOf } from '../city/index.ts'
import { citiesAnswer, citiesCsv } from './answers.ts'
import { nationFigures } from './figures/nation.ts'
import { defaultWindow } from './figures/window.ts'
import { nationModel, nationPage, nationSorts } from './pages/nation-page.ts'

/** All cities of the portal side by side; days are the local days of each, the window that of the first. */
async function nation(deps: Deps) {
  const known = await cities(deps)
  const window = defaultWindow(deps.now(), known[0]?.timeZone ?? 'UTC')
  return { cities: known, window, set: await nationFigures(deps, window) }
}

export const showNation =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const sort = nationSorts.find((known) => known === req.query['sort']) ?? null
    nationPage(
      res,
      nationModel({ ...(await nation(deps)), sort }, { lang: langOf(res), t: translateOf(res) }),
    )
  }

export const nationFile =
  (deps: Deps, format: 'json' | 'csv'): RequestHandler =>
  async (_req, res: Response) => {
    const { cities: known, window, set } = await nation(deps)
    const names = new Map(known.map(({ slug, names }) => [slug, nameIn(names, langOf(res))]))
    const rows = set.body.cities.map((row) => ({ ...row, name: names.get(row.city) ?? row.city }))
    res.set('Access-Control-Allow-Origin', '*')
    if (format === 'json') {
      res.json(citiesAnswer(set.body.together, rows))
      return
    }
    res.attachment(`cities-${window.from}-${window.to}.csv`)
    res.type('text/csv; charset=utf-8').send(citiesCsv(set.body.together, rows))
  }
