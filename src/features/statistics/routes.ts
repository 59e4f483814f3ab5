import type { RequestHandler } from 'express'
import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { listOffices, showCity, showMethod, showOffice } from './handlers.ts'
import { figures, flow, offices } from './machine.ts'

export function statisticsRoutes(deps: Deps): Route[] {
  const get = (path: string, handler: RequestHandler): Route => ({
    method: 'get',
    path: `/:lang/:city/${path}`,
    access: 'public',
    kept: 'figures',
    handlers: [handler],
  })
  return [
    get('statistics', showCity(deps)),
    get('statistics/method', showMethod(deps)),
    get('offices', listOffices(deps)),
    get('offices/:code', showOffice(deps)),
    get('statistics.json', figures(deps, 'json')),
    get('statistics.csv', figures(deps, 'csv')),
    get('statistics/offices.json', offices(deps, 'json')),
    get('statistics/offices.csv', offices(deps, 'csv')),
    get('statistics/flow.json', flow(deps, 'json')),
    get('statistics/flow.csv', flow(deps, 'csv')),
  ]
}
