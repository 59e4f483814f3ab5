import type { Option } from '../../../platform/http/parts.ts'
import { nameIn } from '../../city/index.ts'
import { complaintPaths, type Filer, type PointMap, pointMap, pointOf } from '../../complaints/index.ts'
import { placePaths } from '../../places/index.ts'
import type { TalkFields } from './forms.ts'

/** Where it is: words, a district, and a point for those who want one. */
export type PlacePart = {
  href: string
  matches: Option[] | null
  district: { value: string; options: Option[] } | null
  point: { lat: string; lon: string; text: string; error: string }
  map: PointMap & { factsHref: string }
}

type Input = {
  fields: TalkFields
  matches: readonly { value: string; hint: string }[] | null
  error: string
}

export function placePart(filer: Filer, { fields, matches, error }: Input): PlacePart {
  const { lang, t, city } = filer
  const point = pointOf(fields.lat, fields.lon, '')
  const lat = point === null ? '' : String(point.lat)
  const lon = point === null ? '' : String(point.lon)
  return {
    href: placePaths.search(lang, city.slug),
    matches: matches === null ? null : matchesOf(filer, matches),
    district: districtField(filer, fields),
    point: { lat, lon, error, text: point === null ? '' : t('filing:where.pointChosen', { lat, lon }) },
    map: {
      ...pointMap(city, lang, point),
      factsHref: complaintPaths.pointFacts(lang, city.slug),
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
