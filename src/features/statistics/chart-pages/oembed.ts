import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { frameCode } from '../../../platform/http/framing.ts'
import { cityOf, langOf, nameIn, translateOf } from '../../city/index.ts'
import { askedQuery } from '../asked-query.ts'
import { type ChartId, isChartId } from '../charts/catalogue.ts'
import { parametersOf } from '../figures/figure-query.ts'
import { statisticsPaths } from '../paths.ts'
import { figureIn, loadChart } from './chart-request.ts'
import { heightOf } from './height.ts'

/** Pixels; the frame is as wide as the page lets it be, and no wider than it asks for. */
const WIDTH = 720
const KEPT_SECONDS = 300

/** oEmbed (https://oembed.com) of the pages of charts of a city: type `rich`, JSON alone. */
export function chartOembed(deps: Deps): RequestHandler {
  const origin = deps.config.publicUrl
  return async (req, res) => {
    const { url, format, maxwidth, maxheight } = req.query
    // 2.3.4: a format that is not offered is 501.
    if (format !== undefined && format !== 'json') {
      res.status(501).end()
      return
    }
    const [lang, city] = [langOf(res), cityOf(res)]
    const place =
      typeof url === 'string' ? placeOf(url, origin + statisticsPaths.chart(lang, city.slug, '')) : null
    if (place === null) throw new NotFound('page')
    const { query, refused } = await askedQuery(deps, res, place.parameters)
    const asked = await loadChart(deps, res, { id: place.id, query })
    const figure = figureIn(asked, asked.numbers.reading)
    if (refused !== null || figure === null) throw new NotFound('page')
    const size = { width: atMost(WIDTH, maxwidth), height: atMost(heightOf(figure), maxheight) }
    const embed = origin + statisticsPaths.chartEmbed(lang, city.slug, place.id, parametersOf(query))
    res.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': `public, max-age=${KEPT_SECONDS}` })
    res.json({
      version: '1.0',
      type: 'rich',
      title: figure.title,
      provider_name: translateOf(res)('common:page.siteOf', { city: nameIn(city.names, lang) }),
      provider_url: origin,
      cache_age: KEPT_SECONDS,
      ...size,
      html: frameCode(embed, figure.title, size),
    })
  }
}

/** The chart of an address below `base`, and its question; null for any other address. */
function placeOf(address: string, base: string): { id: ChartId; parameters: Record<string, string> } | null {
  const [url, below] = [URL.parse(address), new URL(base)]
  if (url === null || url.origin !== below.origin || !url.pathname.startsWith(below.pathname)) return null
  const id = url.pathname.slice(below.pathname.length).replace(/\/$/, '')
  return isChartId(id) ? { id, parameters: Object.fromEntries(url.searchParams) } : null
}

/** 2.2: no wider and no higher than the page that asks can take. */
function atMost(size: number, wanted: unknown): number {
  const most = /^\d{1,5}$/.exec(String(wanted ?? ''))?.[0]
  return most === undefined ? size : Math.max(1, Math.min(size, Number(most)))
}
