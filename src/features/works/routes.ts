import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { receivePhotos } from '../../platform/http/upload.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { deskHandlers } from './desk/handlers.ts'
import { formActs } from './desk/read-act.ts'
import { importHandlers } from './import/handlers.ts'
import { listFormats, workDeskPaths, workPaths } from './paths.ts'
import { publicHandlers } from './public/handlers.ts'
import { mostPhotos } from './rules.ts'

/** Pages for everybody. The number stands last: it takes every one-part address that no other page has. */
export function workRoutes(deps: Deps): Route[] {
  const on = publicHandlers(deps)
  const [lang, city] = [':lang' as Lang, ':city']
  const open = { method: 'get', access: 'public', kept: 'page' } as const
  return [
    { ...open, path: workPaths.list(lang, city), handlers: [on.list] },
    ...listFormats.map(
      (format): Route => ({ ...open, path: workPaths.file(lang, city, format), handlers: [on.file(format)] }),
    ),
    // Somebody's own address stands in it, so no cache between keeps it.
    { method: 'get', access: 'public', path: workPaths.at(lang, city), handlers: [on.at] },
    { ...open, path: workPaths.show(lang, city, ':work'), handlers: [on.show] },
    { ...open, path: workPaths.calendar(lang, city, ':work'), handlers: [on.calendar] },
    { method: 'get', access: 'machine', path: '/works/photos/:workPhoto/:size.jpg', handlers: [on.photo] },
    ...deskRoutes(deps),
  ]
}

/** Which works somebody sees is decided by the queries; roles without any find nothing. */
function deskRoutes(deps: Deps): Route[] {
  const on = deskHandlers(deps)
  const list = importHandlers(deps)
  const city = ':city'
  const get = { method: 'get', access: { staff: 'any' } } as const
  const post = { method: 'post', access: { staff: 'any' } } as const
  return [
    { ...get, path: workDeskPaths.start(), handlers: [on.start] },
    { ...get, path: workDeskPaths.list(city), handlers: [on.list] },
    { ...get, path: workDeskPaths.fresh(city), handlers: [on.fresh] },
    { ...post, path: workDeskPaths.fresh(city), handlers: [on.create] },
    { ...get, path: workDeskPaths.imports(city), handlers: [list.upload] },
    { ...post, path: workDeskPaths.imports(city), handlers: [list.read] },
    { ...get, path: workDeskPaths.import(city, ':list'), handlers: [list.show] },
    { ...post, path: workDeskPaths.importAct(city, ':list', 'columns'), handlers: [list.columns] },
    { ...post, path: workDeskPaths.importAct(city, ':list', 'apply'), handlers: [list.apply] },
    { ...get, path: workDeskPaths.work(city, ':work'), handlers: [on.show] },
    { ...post, path: workDeskPaths.work(city, ':work'), handlers: [on.save] },
    {
      ...post,
      path: workDeskPaths.photos(city, ':work'),
      handlers: [on.photos.known, receivePhotos(deps, { field: 'photos', max: mostPhotos }), on.photos.add],
    },
    {
      ...get,
      path: '/staff/works/:city/:work/photos/:workPhoto/:size.jpg',
      handlers: [on.photos.photo],
    },
    {
      ...post,
      path: workDeskPaths.removePhoto(city, ':work', ':workPhoto'),
      handlers: [on.photos.remove],
    },
    ...formActs.map(
      (act): Route => ({ ...post, path: workDeskPaths.act(city, ':work', act), handlers: [on.act(act)] }),
    ),
  ]
}
