import type { Option } from '../../../platform/http/parts.ts'
import { nameIn, tilesOf } from '../../city/index.ts'
import { complaintPaths, type Filer, pointOf } from '../../complaints/index.ts'
import { placePaths } from '../../places/index.ts'
import type { TalkFields } from './forms.ts'

/** Where it is: words, a district, and a point for those who want one. */
export type PlacePart = {
  href: string
  matches: Option[] | null
  district: { value: string; options: Option[] } | null
  point: { lat: string; lon: string; text: string; error: string }
  /** `bounds`: `west,south,east,north`; `point`: `lat,lon` or ''. */
  map: {
    bounds: string
    point: string
    shapesHref: string
    factsHref: string
    moves: boolean
    tiles: string
    tilesBy: string
  }
}

type Input = {
  fields: TalkFields
  matches: readonly { value: string; hint: string }[] | null
  error: string
}

export function placePart(filer: Filer, { fields, matches, error }: Input): PlacePart {
  const { lang, t, city } = filer
  const { bounds } = city.profile
  const tiles = tilesOf(city)
  const point = pointOf(fields.lat, fields.lon, '')
  const lat = point === null ? '' : String(point.lat)
  const lon = point === null ? '' : String(point.lon)
  return {
    href: placePaths.search(lang, city.slug),
    matches: matches === null ? null : matchesOf(filer, matches),
    district: districtField(filer, fields),
    point: { lat, lon, error, text: point === null ? '' : t('filing:where.pointChosen', { lat, lon }) },
    map: {
      bounds: [bounds.west, bounds.south, bounds.east, bounds.north].join(','),
      point: point === null ? '' : `${lat},${lon}`,
      shapesHref: complaintPaths.shapes(lang, city.slug),
      factsHref: complaintPaths.pointFacts(lang, city.slug),
      moves: city.profile.map.mode !== 'picture',
      tiles: tiles?.url ?? '',
      tilesBy: tiles?.by ?? '',
    },
  }
}

function matchesOf({ t }: Filer, matches: NonNullable<Input['matches']>): Option[] {
  const found = matches.map(({ value, hint }): Option => ({ value, label: value, ...(hint ? { hint } : {}) }))
  return [...found, { value: '', label: t('filing:places.keep') }]
}

function districtField({ city, lang, t }: Filer, { district }: TalkFields): PlacePart['district'] {
  if (city.areas.length === 0) return null
  const names = city.areas.map(({ code, names: called }) => ({ value: code, label: nameIn(called, lang) }))
  return { value: district, options: [{ value: '', label: t('filing:where.districtUnknown') }, ...names] }
}
