import { type DistrictMap, districtMap } from '../../../platform/charts/district-map.ts'
import { isWithin } from '../../../platform/geo/typed-point.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import type { City } from '../../city/index.ts'
import { districtsOf, linesOf } from '../../complaints/index.ts'

/** Of the grid; no wider than the picture is shown. */
const width = 400

export type ContactMap = { map: DistrictMap; places: { no: string; name: string; href: string }[] }

/** Somewhere to go: `href` leads to its part of the page. */
export type MapPlace = { name: string; href: string; point: { lat: number; lon: number } | null }

type Drawing = { city: City; lang: Lang; label: string; places: readonly MapPlace[] }

/** Where utilities and offices are, numbered like the list beside it. Null: nobody has said of any, or all are far outside. */
export function contactMap({ city, lang, label, places: given }: Drawing): ContactMap | null {
  const { bounds } = city.profile
  const placed = given.flatMap(({ name, href, point }) =>
    point !== null && isWithin(point, bounds) ? [{ name, href, point }] : [],
  )
  if (placed.length === 0) return null
  const places = placed.map(({ name, href }, index) => ({ no: String(index + 1), name, href }))
  const marks = placed.map(({ name, href, point: { lat, lon } }, index) => ({
    ...{ at: [lon, lat] as const, count: 1, text: String(index + 1), label: `${index + 1}. ${name}`, href },
  }))
  const base = {
    districts: districtsOf(city, lang).map((area) => ({ ...area, name: '' })),
    lines: linesOf(city, lang).map((line) => ({ ...line, name: '' })),
  }
  return { map: districtMap({ label, bounds, width, ...base, marks }), places }
}
