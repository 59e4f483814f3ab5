import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { typedFields } from '../../platform/http/form.ts'
import { cities, langOf, nameIn, translateOf } from '../city/index.ts'
import { citiesAnswer, citiesCsv } from './answers.ts'
import { parseWindow } from './figures/figure-query.ts'
import { nationFigures } from './figures/nation.ts'
import { defaultWindow } from './figures/window.ts'
import { nationModel, nationPage, nationSorts } from './pages/nation-page.ts'
import { refusedOf } from './pages/window-form.ts'

/** All cities of the portal side by side; days are the local days of each, the usual window that of the first. */
async function nation(deps: Deps, req: Request, res: Response) {
  const known = await cities(deps)
  const usual = defaultWindow(deps.now(), known[0]?.timeZone ?? 'UTC')
  const parsed = parseWindow(req.query, usual)
  const refused = parsed.ok ? null : refusedOf(parsed, typedFields(req.query), translateOf(res))
  const { window, windowGiven } = parsed.ok ? parsed : { window: usual, windowGiven: false }
  return { cities: known, window, windowGiven, refused, set: await nationFigures(deps, window) }
}

export const showNation =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const sort = nationSorts.find((known) => known === req.query['sort']) ?? null
    const data = await nation(deps, req, res)
    const model = nationModel({ ...data, sort }, { lang: langOf(res), t: translateOf(res) })
    nationPage(res, model, data.refused === null ? 200 : 400)
  }

export const nationFile =
  (deps: Deps, format: 'json' | 'csv'): RequestHandler =>
  async (req, res) => {
    const { cities: known, window, refused, set } = await nation(deps, req, res)
    res.set('Access-Control-Allow-Origin', '*')
    if (refused !== null) {
      const { sentence, parameter } = refused
      if (format === 'json') res.status(400).json({ error: sentence, parameter })
      else res.status(400).type('text/plain').send(`${sentence}\n`)
      return
    }
    const names = new Map(known.map(({ slug, names }) => [slug, nameIn(names, langOf(res))]))
    const rows = set.body.cities.map((row) => ({ ...row, name: names.get(row.city) ?? row.city }))
    if (format === 'json') {
      res.json(citiesAnswer(set.body.together, rows))
      return
    }
    res.attachment(`cities-${window.from}-${window.to}.csv`)
    res.type('text/csv; charset=utf-8').send(citiesCsv(set.body.together, rows))
  }
