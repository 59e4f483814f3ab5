import { tilesOf } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import { type Filter, filterParams } from '../list/filter.ts'
import type { Reading } from '../reading.ts'

/** What the map script is told by the data attributes of its place; see src/client/complaint-map.ts. */
export type MapPlace = {
  shapes: string
  cells: string
  /** The list to which the view of the map can be added. */
  list: string
  /** west,south,east,north of what is shown first, degrees. */
  bounds: string
  /** Address of map tiles and whose they are; '' where the map is drawn. */
  tiles: string
  tilesBy: string
  /** False: the picture is all there is. */
  moves: boolean
}

/** The moving map of a filter. A box in the filter is what it shows first, not a limit: the map moves on. */
export function mapPlace(filter: Filter, { city, lang }: Pick<Reading, 'city' | 'lang'>): MapPlace {
  const { slug, profile } = city
  const params = filterParams({ ...filter, page: 1, bbox: null })
  const tiles = tilesOf(city)
  const { west, south, east, north } = filter.bbox ?? profile.bounds
  return {
    shapes: complaintPaths.shapes(lang, slug),
    cells: complaintPaths.cells(lang, slug, params),
    list: complaintPaths.list(lang, slug, params),
    bounds: [west, south, east, north].join(','),
    tiles: tiles?.url ?? '',
    tilesBy: tiles?.by ?? '',
    moves: profile.map.mode !== 'picture',
  }
}
