import { createHash } from 'node:crypto'
import { drawingOf } from '../../../../platform/geo/simplify.ts'
import type { Lang } from '../../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../../city/index.ts'

/** A city as GeoJSON (RFC 7946) for the map without tiles; `kind`: outline, area, river, road, railway. */
type Feature = {
  type: 'Feature'
  geometry: object
  properties: { kind: string; name: string }
}

export type KeptShapes = { body: string; etag: string }

const kept = new WeakMap<City, Map<Lang, KeptShapes>>()

/** The answer for a city in a language; made once for each version of the city. */
export function shapesOf(city: City, lang: Lang): KeptShapes {
  const perLang = kept.get(city) ?? new Map<Lang, KeptShapes>()
  kept.set(city, perLang)
  let shapes = perLang.get(lang)
  if (shapes === undefined) {
    const body = JSON.stringify({ type: 'FeatureCollection', features: featuresOf(city, lang) }, rounded)
    shapes = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
    perLang.set(lang, shapes)
  }
  return shapes
}

function featuresOf({ profile, areas }: City, lang: Lang): Feature[] {
  const feature = (geometry: object, kind: string, name: string): Feature => ({
    type: 'Feature',
    geometry,
    properties: { kind, name },
  })
  return [
    feature(profile.outline, 'outline', ''),
    ...areas.flatMap(({ shape, names }) =>
      shape === null ? [] : feature(drawingOf(shape), 'area', nameIn(names, lang)),
    ),
    ...profile.lines.map(({ kind, names, coordinates }) =>
      feature({ type: 'LineString', coordinates }, kind, nameIn(names, lang)),
    ),
  ]
}

/** Five digits of a degree are a metre; uploaded shapes carry fifteen. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value
