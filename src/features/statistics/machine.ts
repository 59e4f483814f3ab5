import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { cityOf, langOf, nameIn, translateOf } from '../city/index.ts'
import { directoryOf } from '../offices/index.ts'
import {
  figuresAnswer,
  figuresCsv,
  flowAnswer,
  flowCsv,
  type OfficeRow,
  officesAnswer,
  officesCsv,
} from './answers.ts'
import { type FigureQuery, parameters, parseFigureQuery } from './figures/figure-query.ts'
import { cityFigures, officeFigures, officesFigures } from './figures/figure-sets.ts'

type Format = 'json' | 'csv'

/** All figures of a city or of one office. */
export const figures =
  (deps: Deps, format: Format): RequestHandler =>
  async (req, res) => {
    const query = await queryOf(deps, req, res, format)
    if (query === null) return
    const { body } = await setOf(deps, res, query)
    if (format === 'json') res.json(figuresAnswer(body.figures))
    else sendCsv(res, 'statistics', query, figuresCsv(body.figures))
  }

/** The same figures for every office, or for the one that is named. */
export const offices =
  (deps: Deps, format: Format): RequestHandler =>
  async (req, res) => {
    const query = await queryOf(deps, req, res, format)
    if (query === null) return
    const { body } = await officesFigures(deps, cityOf(res), query)
    const { offices: known } = await directoryOf(deps, cityOf(res).id)
    const names = new Map(known.map(({ code, names }) => [code, nameIn(names, langOf(res))]))
    const rows = body.offices
      .filter(({ office }) => query.office === null || office === query.office.code)
      .map((row): OfficeRow => ({ ...row, name: names.get(row.office) ?? row.office }))
    if (format === 'json') res.json(officesAnswer(body.together, rows))
    else sendCsv(res, 'offices', query, officesCsv(body.together, rows))
  }

/** Months: what came, went and stayed. The window chooses months; without one they are two years. */
export const flow =
  (deps: Deps, format: Format): RequestHandler =>
  async (req, res) => {
    const query = await queryOf(deps, req, res, format)
    if (query === null) return
    const { body } = await setOf(deps, res, query)
    const months = query.windowGiven
      ? body.flow.filter(({ month }) => month >= query.window.from.slice(0, 7))
      : body.flow
    if (format === 'json') res.json(flowAnswer(body.figures, months))
    else sendCsv(res, 'flow', query, flowCsv(body.figures, months))
  }

/** The question of an address; null when it was refused, and why has been answered. */
export async function queryOf(
  deps: Deps,
  req: Request,
  res: Response,
  format: Format | 'picture',
): Promise<FigureQuery | null> {
  res.set('Access-Control-Allow-Origin', '*')
  const t = translateOf(res)
  const refuse = (status: number, parameter: string, sentence: string) => {
    res.status(status)
    if (format === 'json') res.json({ error: sentence, parameter })
    else res.type('text/plain').send(`${sentence}\n`)
    return null
  }
  // A misspelt parameter would silently give the figures of everything.
  const unknown = Object.keys(req.query).find((name) => !(parameters as readonly string[]).includes(name))
  if (unknown !== undefined) {
    return refuse(
      400,
      unknown,
      t('statistics:bad.unknown', { parameter: unknown, known: parameters.join(', ') }),
    )
  }
  const parsed = await parseFigureQuery(deps, cityOf(res), req.query, deps.now())
  if (parsed.ok) return parsed.query
  return refuse(parsed.status, parsed.parameter, t(parsed.text, { parameter: parsed.parameter }))
}

const setOf = (deps: Deps, res: Response, query: FigureQuery) =>
  query.office === null ? cityFigures(deps, cityOf(res), query) : officeFigures(deps, cityOf(res), query)

export function sendCsv(res: Response, name: string, { window }: FigureQuery, text: string): void {
  res.attachment(`${name}-${cityOf(res).slug}-${window.from}-${window.to}.csv`)
  res.type('text/csv; charset=utf-8').send(text)
}
