import {
  type DistrictMap,
  districtMap,
  type LonLat,
  mapFrame,
} from '../../../../platform/charts/district-map.ts'
import { drawingOf } from '../../../../platform/geo/simplify.ts'
import type { Lang } from '../../../../platform/i18n/texts.ts'
import { type AreaShape, type City, nameIn } from '../../../city/index.ts'

/** Width of the grid of the small picture on a complaint's page. */
const SMALL = 400

/** The base of the small picture never changes while the city does not, and every complaint page prints it. */
const bases = new WeakMap<City, Map<Lang, DistrictMap>>()

type Pinned = { point: { lat: number; lon: number }; areaId: number | null; href: string; label: string }

/** The whole city with one place in it; its area is tinted, the pin is a link. Names are left to the words beside. */
export function sketchWithPin(
  city: City,
  lang: Lang,
  { point, areaId, href, label }: Pinned,
): DistrictMap | null {
  const at = mapFrame(city.profile.bounds, SMALL).percent([point.lon, point.lat])
  // A place far outside has no spot on the city's map.
  if (at.x < 0 || at.x > 100 || at.y < 0 || at.y > 100) return null
  const base = baseOf(city, lang)
  const own = city.areas.filter(({ shape }) => shape !== null).findIndex(({ id }) => id === areaId)
  // The outline is the first shape, the areas follow.
  const shapes = base.shapes.map((shape, index) =>
    own >= 0 && index === own + 1 ? { ...shape, level: 2 } : shape,
  )
  return { ...base, shapes, label, marks: [{ ...at, radius: 9, text: '', href, label, tone: null }] }
}

function baseOf(city: City, lang: Lang): DistrictMap {
  const perLang = bases.get(city) ?? new Map<Lang, DistrictMap>()
  bases.set(city, perLang)
  let base = perLang.get(lang)
  if (base === undefined) {
    base = districtMap({
      label: nameIn(city.names, lang),
      bounds: city.profile.bounds,
      width: SMALL,
      districts: districtsOf(city, lang).map((area) => ({ ...area, name: '' })),
      lines: linesOf(city, lang).map((line) => ({ ...line, name: '' })),
      marks: [],
    })
    perLang.set(lang, base)
  }
  return base
}

/** The outline of the city, and on it the areas that somebody has drawn. */
export function districtsOf(city: City, lang: Lang): { name: string; rings: LonLat[][] }[] {
  const drawn = city.areas.flatMap(({ names, shape }) =>
    shape === null ? [] : [{ name: nameIn(names, lang), rings: ringsOf(shape) }],
  )
  return [{ name: '', rings: ringsOf(city.profile.outline) }, ...drawn]
}

export function linesOf(city: City, lang: Lang): { name: string; kind: string; points: LonLat[] }[] {
  return city.profile.lines.map(({ kind, names, coordinates }) => ({
    name: nameIn(names, lang),
    kind,
    points: coordinates.map(lonLat),
  }))
}

function ringsOf(whole: AreaShape): LonLat[][] {
  const shape = drawingOf(whole)
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
  return rings.map((ring) => ring.map(lonLat))
}

const lonLat = ([lon = Number.NaN, lat = Number.NaN]: readonly number[]): LonLat => [lon, lat]
