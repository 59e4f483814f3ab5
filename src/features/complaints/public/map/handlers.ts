import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import type { Bounds } from '../../../../platform/geo/mercator.ts'
import { cityOf, langOf } from '../../../city/index.ts'
import type { Scope } from '../list/conditions.ts'
import { boundsOf, parseFilter } from '../list/filter.ts'
import { countOf, listPage } from '../list/queries.ts'
import { type Reading, readingOf } from '../reading.ts'
import { cellsFor, type View, zooms } from './cells.ts'
import { mapModel, mapPage } from './pages.ts'
import { shapesOf } from './shapes.ts'

export const mapHandlers = (deps: Deps): Record<'map' | 'cells' | 'shapes', RequestHandler> => ({
  map: async (req, res) => {
    const reading = await readingOf(deps, res)
    const scope = scopeOf(reading)
    const parsed = parseFilter(req.query, reading)
    const view = viewOf(parsed.filter.bbox ?? reading.city.profile.bounds)
    const filter = { ...parsed.filter, bbox: null, page: 1 }
    const [kept, rows, count] = await Promise.all([
      cellsFor(deps, { view, filter, scope, reading }),
      listPage(deps, filter, scope),
      countOf(deps, filter, scope),
    ])
    mapPage(res, mapModel({ parsed, view, cells: kept.answer, rows, count }, reading))
  },

  cells: async (req, res) => {
    const reading = await readingOf(deps, res)
    const { bbox, zoom } = req.query
    const bounds = typeof bbox === 'string' ? boundsOf(bbox) : null
    const wanted = typeof zoom === 'string' && /^\d{1,2}$/.test(zoom) ? Number(zoom) : null
    const city = reading.city.profile.bounds
    const view: View =
      bounds === null ? viewOf(city) : { bounds, zoom: withinZooms(wanted ?? zoomOf(bounds)) }
    const { filter } = parseFilter(req.query, reading)
    const { body, etag } = await cellsFor(deps, { view, filter, scope: scopeOf(reading), reading })
    sendKept(res, { body, etag, type: 'application/json', seconds: 60 })
  },

  shapes: (_req, res) => {
    sendKept(res, { ...shapesOf(cityOf(res), langOf(res)), type: 'application/geo+json', seconds: 3600 })
  },
})

const scopeOf = ({ city, timeZone, now }: Reading): Scope => ({ cityId: city.id, timeZone, now })

const viewOf = (bounds: Bounds): View => ({ bounds, zoom: zoomOf(bounds) })

/** The zoom at which these bounds fill a picture about 800 pixels wide. */
function zoomOf({ west, east }: Bounds): number {
  return withinZooms(Math.floor(Math.log2((800 * 360) / (256 * Math.max(east - west, 1e-4)))))
}

const withinZooms = (zoom: number): number => Math.min(zooms.most, Math.max(zooms.least, zoom))

/** The same for everybody: browsers keep it a while and then ask whether it is still good. */
function sendKept(
  res: Response,
  { body, etag, type, seconds }: { body: string; etag: string; type: string; seconds: number },
): void {
  res.set('Cache-Control', `public, max-age=${seconds}, stale-while-revalidate=${10 * seconds}`)
  res.removeHeader('Vary')
  res.set('ETag', etag)
  if (res.req.fresh) {
    res.status(304).end()
    return
  }
  res.type(type).send(body)
}
