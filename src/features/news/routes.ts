import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { receivePhotos } from '../../platform/http/upload.ts'
import { newsRoles } from './access.ts'
import { newsStaffPaths } from './paths.ts'
import { newsHandlers } from './public/handlers.ts'
import { newsStaffHandlers } from './staff/handlers.ts'
import type { StandardPages } from './standard-pages.ts'

const access = { staff: newsRoles } as const
const city = ':city'

export function newsRoutes(deps: Deps, standard: StandardPages): Route[] {
  const news = newsHandlers(deps, standard)
  const staff = newsStaffHandlers(deps, standard)
  const photo = receivePhotos(deps, { field: 'photo', max: 1 })
  const open = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path, access: 'public', kept: 'page', handlers: [handler] },
  })
  const work = (method: Route['method'], path: string, ...handlers: Route['handlers']): Route => ({
    ...{ method, path, access, handlers },
  })
  return [
    open('/:lang/:city/news', news.list),
    open('/:lang/:city/news.atom', news.feed),
    open('/:lang/:city/news/:publication', news.show),
    open('/:lang/:city/pages/:page', news.page),
    { method: 'get', path: '/news-pictures/:picture/:size.jpg', access: 'machine', handlers: [news.picture] },
    work('get', newsStaffPaths.start(), staff.start),
    work('get', newsStaffPaths.list(city), staff.list),
    work('get', newsStaffPaths.fresh(city), staff.fresh),
    work('post', newsStaffPaths.fresh(city), photo, staff.create),
    work('get', newsStaffPaths.picture(city, ':picture'), staff.picture),
    work('get', newsStaffPaths.edit(city, ':publication'), staff.edit),
    work('post', newsStaffPaths.edit(city, ':publication'), photo, staff.save),
    work('post', newsStaffPaths.withdraw(city, ':publication'), staff.withdraw),
    work('get', newsStaffPaths.preview(city, ':publication'), staff.preview),
    work('get', newsStaffPaths.versions(city, ':publication'), staff.versions),
  ]
}
