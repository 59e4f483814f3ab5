import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { receivePhotos } from '../../../platform/http/upload.ts'
import { listHandlers } from './list/handlers.ts'
import { mapHandlers } from './map/handlers.ts'
import { coverHandlers } from './mine/cover-handlers.ts'
import { mostPhotos } from './mine/forms.ts'
import { mineHandlers } from './mine/handlers.ts'
import { dataHandlers } from './mine/own-data/handlers.ts'
import { dataActs } from './mine/own-data/page.ts'
import { publicPhoto } from './photos.ts'
import { showHandlers } from './show/handlers.ts'
import { witnessPhotos } from './witness/forms.ts'
import { witnessHandlers } from './witness/handlers.ts'

const complaints = '/:lang/:city/complaints'
const mine = '/:lang/:city/mine/:token'

/** The number stands last: it takes every one-part address below `complaints` that no other page has. */
export function publicRoutes(deps: Deps): Route[] {
  const list = listHandlers(deps)
  const map = mapHandlers(deps)
  const show = showHandlers(deps)
  const witness = witnessHandlers(deps)
  const onMap = { method: 'get', access: 'public', lane: 'map' } as const
  const table = { method: 'get', access: 'public', lane: 'statistics' } as const
  return [
    { method: 'get', path: complaints, access: 'public', kept: 'page', handlers: [list.list] },
    { ...table, path: `${complaints}.csv`, kept: 'page', handlers: [list.table] },
    { method: 'get', path: `${complaints}.atom`, access: 'public', kept: 'page', handlers: [list.feed] },
    { method: 'get', path: `${complaints}.rss`, access: 'public', kept: 'page', handlers: [list.rss] },
    { ...onMap, path: `${complaints}/map`, kept: 'page', handlers: [map.map] },
    { ...onMap, path: `${complaints}/cells.json`, handlers: [map.cells] },
    { ...onMap, path: `${complaints}/shapes.json`, handlers: [map.shapes] },
    { method: 'get', path: `${complaints}/track`, access: 'public', handlers: [show.track] },
    { method: 'get', path: `${complaints}/:number`, access: 'public', kept: 'page', handlers: [show.show] },
    {
      method: 'get',
      path: `${complaints}/:number/still-there`,
      access: 'secret-link',
      handlers: [witness.show],
    },
    {
      method: 'post',
      path: `${complaints}/:number/still-there`,
      access: 'secret-link',
      handlers: [witness.known, receivePhotos(deps, { field: 'photos', max: witnessPhotos }), witness.send],
    },
    {
      method: 'get',
      path: `${complaints}/:number/history.atom`,
      access: 'public',
      kept: 'page',
      handlers: [show.history],
    },
    {
      method: 'get',
      path: `${complaints}/:number/calendar.ics`,
      access: 'public',
      kept: 'page',
      handlers: [show.calendar],
    },
    ...mineRoutes(deps),
    { method: 'get', path: '/photos/:photo/:size.jpg', access: 'machine', handlers: [publicPhoto(deps)] },
  ]
}

/** What the holder of a secret link reads and does: looking is GET, acting is POST. */
function mineRoutes(deps: Deps): Route[] {
  const { known, ...on } = mineHandlers(deps)
  const cover = coverHandlers(deps)
  const data = dataHandlers(deps)
  const withPhotos = receivePhotos(deps, { field: 'photos', max: mostPhotos })
  return [
    { method: 'get', path: mine, access: 'secret-link', handlers: [on.show] },
    { method: 'post', path: `${mine}/add`, access: 'secret-link', handlers: [known, withPhotos, on.add] },
    { method: 'post', path: `${mine}/reply`, access: 'secret-link', handlers: [known, withPhotos, on.reply] },
    {
      method: 'post',
      path: `${mine}/verdict`,
      access: 'secret-link',
      handlers: [known, withPhotos, on.verdict],
    },
    { method: 'get', path: `${mine}/withdraw`, access: 'secret-link', handlers: [on.confirmWithdrawal] },
    {
      method: 'post',
      path: `${mine}/withdraw`,
      access: 'secret-link',
      handlers: [known, withPhotos, on.withdraw],
    },
    { method: 'get', path: `${mine}/data`, access: 'secret-link', handlers: [data.show] },
    { method: 'get', path: `${mine}/data.zip`, access: 'secret-link', handlers: [data.zip] },
    ...dataActs.map(
      (act): Route => ({
        method: 'post',
        path: `${mine}/data/${act}`,
        access: 'secret-link',
        handlers: [data[act]],
      }),
    ),
    { method: 'get', path: `${mine}/photos/:photo`, access: 'secret-link', handlers: [cover.show] },
    { method: 'post', path: `${mine}/photos/:photo`, access: 'secret-link', handlers: [cover.save] },
    { method: 'get', path: `${mine}/photos/:photo/:size.jpg`, access: 'secret-link', handlers: [on.photo] },
  ]
}
