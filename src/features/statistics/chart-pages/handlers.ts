import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { mayBeFramed } from '../../../platform/http/framing.ts'
import { cityOf, langOf } from '../../city/index.ts'
import { askedQuery } from '../asked-query.ts'
import { statisticsPaths } from '../paths.ts'
import { chartIdOf, loadChart } from './chart-request.ts'
import { chartEmbedModel, chartEmbedPage, chartModel, chartPage } from './pages.ts'
import { newestVersion } from './versions.ts'

/** A chart by itself, and the same for frames of other sites. */
export function chartPages(deps: Deps): Record<'page' | 'embed', RequestHandler> {
  const outside = { origin: deps.config.publicUrl, textsIn: deps.texts.in }
  return {
    page: async (req, res) => {
      const id = chartIdOf(req)
      const { query, refused } = await askedQuery(deps, res, req.query)
      const [asked, newest] = await Promise.all([
        loadChart(deps, res, { id, query }),
        newestVersion(deps, cityOf(res).id),
      ])
      chartPage(res, chartModel(asked, { ...outside, newest }, refused), refused === null ? 200 : 400)
    },
    // A frame has no place for a form: a question that makes no sense is explained by the page.
    embed: async (req, res) => {
      const id = chartIdOf(req)
      const { query, refused } = await askedQuery(deps, res, req.query)
      if (refused !== null) {
        res.redirect(302, statisticsPaths.chart(langOf(res), cityOf(res).slug, id, refused.typed))
        return
      }
      mayBeFramed(res)
      chartEmbedPage(res, chartEmbedModel(await loadChart(deps, res, { id, query })))
    },
  }
}
