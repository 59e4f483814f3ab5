import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { readerForms } from './reading/form-handlers.ts'
import { readingHandlers } from './reading/handlers.ts'

const base = '/:lang/:city/guides'

/** Public pages. Forms carry a ticket of their own, so they are not kept. */
export function readingRoutes(deps: Deps): Route[] {
  const on = readingHandlers(deps)
  const form = readerForms(deps)
  const page = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path, access: 'public', kept: 'page', handlers: [handler] },
  })
  const get = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path, access: 'public', handlers: [handler] },
  })
  const post = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'post', path, access: 'public', handlers: [handler] },
  })
  return [
    page(base, on.list),
    page(`${base}/topics/:topic`, on.topic),
    page(`${base}/requests`, on.requests),
    get(`${base}/requests/new`, form.showAsk),
    post(`${base}/requests/new`, form.sendAsk),
    page(`${base}/:guide`, on.show),
    get(`${base}/:guide/helped`, form.showHelped),
    post(`${base}/:guide/helped`, form.sendHelped),
  ]
}
