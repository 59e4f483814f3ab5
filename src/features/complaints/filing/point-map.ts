import type { Lang } from '../../../platform/i18n/texts.ts'
import { type City, tilesOf } from '../../city/index.ts'
import { complaintPaths } from '../paths.ts'

/** What `views/filing/place-map` prints: the city as a map on which somebody chooses a point. */
export type PointMap = {
  /** `west,south,east,north`. */
  bounds: string
  /** `lat,lon` of the chosen point, or ''. */
  point: string
  shapesHref: string
  /** False: the city has no moving map. */
  moves: boolean
  /** Address of map tiles and whose they are; '' where the map is drawn. */
  tiles: string
  tilesBy: string
}

export function pointMap(city: City, lang: Lang, point: { lat: number; lon: number } | null): PointMap {
  const { bounds, map } = city.profile
  const tiles = tilesOf(city)
  return {
    bounds: [bounds.west, bounds.south, bounds.east, bounds.north].join(','),
    point: point === null ? '' : `${point.lat},${point.lon}`,
    shapesHref: complaintPaths.shapes(lang, city.slug),
    moves: map.mode !== 'picture',
    tiles: tiles?.url ?? '',
    tilesBy: tiles?.by ?? '',
  }
}
