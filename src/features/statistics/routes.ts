import type { RequestHandler } from 'express'
import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { chartFiles } from './chart-pages/files.ts'
import { chartPages } from './chart-pages/handlers.ts'
import { chartOembed } from './chart-pages/oembed.ts'
import { commentHandlers } from './comments/handlers.ts'
import { listOffices, showCategory, showCity, showMethod, showOffice } from './handlers.ts'
import { figures, flow, offices } from './machine.ts'
import { nationFile, showNation } from './nation-handlers.ts'
import { statisticsPaths } from './paths.ts'

export function statisticsRoutes(deps: Deps): Route[] {
  const chart = chartPages(deps)
  const file = chartFiles(deps)
  const get = (path: string, handler: RequestHandler): Route => ({
    method: 'get',
    path: `/:lang/:city/${path}`,
    access: 'public',
    lane: 'statistics',
    kept: 'figures',
    // Files of figures refuse it with a sentence for programs.
    ...(/\.\w+$/.test(path) ? { knowsDoubled: true } : {}),
    handlers: [handler],
  })
  const ofAll = (path: string, handler: RequestHandler): Route => ({
    method: 'get',
    path: `/:lang/${path}`,
    access: 'public',
    lane: 'statistics',
    kept: 'figures',
    handlers: [handler],
  })
  const comment = commentHandlers(deps)
  const heads = { staff: ['head'] } as const
  const words = statisticsPaths.officeComment(':officeId')
  const back = statisticsPaths.officeCommentBack(':officeId')
  return [
    { method: 'get', path: words, access: heads, handlers: [comment.show] },
    { method: 'post', path: words, access: heads, handlers: [comment.say] },
    { method: 'post', path: back, access: heads, handlers: [comment.takeBack] },
    ofAll('statistics', showNation(deps)),
    ofAll('statistics.json', nationFile(deps, 'json')),
    ofAll('statistics.csv', nationFile(deps, 'csv')),
    get('statistics', showCity(deps)),
    get('statistics/categories/:code', showCategory(deps)),
    get('statistics/method', showMethod(deps)),
    get('offices', listOffices(deps)),
    get('offices/:code', showOffice(deps)),
    get('statistics.json', figures(deps, 'json')),
    get('statistics.csv', figures(deps, 'csv')),
    get('statistics/offices.json', offices(deps, 'json')),
    get('statistics/offices.csv', offices(deps, 'csv')),
    get('statistics/flow.json', flow(deps, 'json')),
    get('statistics/flow.csv', flow(deps, 'csv')),
    get('statistics/oembed', chartOembed(deps)),
    // Files first: `:chart` alone would take `flow.csv` for a name.
    get('statistics/charts/:chart.json', file.json),
    get('statistics/charts/:chart.csv', file.csv),
    get('statistics/charts/:chart.svg', file.svg),
    get('statistics/charts/:chart.png', file.png),
    get('statistics/charts/:chart/embed', chart.embed),
    get('statistics/charts/:chart', chart.page),
  ]
}
