import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { mayBeFramed } from '../../../platform/http/framing.ts'
import { cityOf, langOf } from '../../city/index.ts'
import { type FigureQuery, parseFigureQuery } from '../figures/figure-query.ts'
import { statisticsPaths } from '../paths.ts'
import { chartIdOf, loadChart } from './chart-request.ts'
import { chartEmbedModel, chartEmbedPage, chartModel, chartPage } from './pages.ts'

/** A chart by itself, and the same for frames of other sites. */
export function chartPages(deps: Deps): Record<'page' | 'embed', RequestHandler> {
  const outside = { origin: deps.config.publicUrl, textsIn: deps.texts.in }
  return {
    page: async (req, res) => {
      const id = chartIdOf(req)
      const query = await askedQuery(deps, req, res)
      if (query !== null) chartPage(res, chartModel(await loadChart(deps, res, { id, query }), outside))
    },
    embed: async (req, res) => {
      const id = chartIdOf(req)
      const query = await askedQuery(deps, req, res)
      if (query === null) return
      mayBeFramed(res)
      chartEmbedPage(res, chartEmbedModel(await loadChart(deps, res, { id, query })))
    },
  }
}

/** A question that makes no sense is explained by the page with the form; null when it was sent there. */
async function askedQuery(deps: Deps, req: Request, res: Response): Promise<FigureQuery | null> {
  const city = cityOf(res)
  const parsed = await parseFigureQuery(deps, city, req.query, deps.now())
  if (parsed.ok) return parsed.query
  if (parsed.status === 404) throw new NotFound('office')
  res.redirect(302, statisticsPaths.city(langOf(res), city.slug, typedFields(req.query)))
  return null
}
