import { type DistrictMap, districtMap } from '../../../platform/charts/district-map.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../city/index.ts'
import { districtsOf, linesOf } from '../../complaints/index.ts'
import type { Utility } from '../queries.ts'

/** Of the grid; no wider than the picture is shown. */
const width = 400

export type UtilityMap = { map: DistrictMap; places: { no: string; name: string; href: string }[] }

type Drawing = { city: City; lang: Lang; label: string; utilities: readonly Utility[] }

/** Where the utilities are, numbered like the list beside it. Null: nobody has said of any, or all are far outside. */
export function utilityMap({ city, lang, label, utilities }: Drawing): UtilityMap | null {
  const { bounds } = city.profile
  const placed = utilities.flatMap(({ id, names, point }) =>
    point !== null && isWithin(point, bounds) ? [{ id, name: nameIn(names, lang), point }] : [],
  )
  if (placed.length === 0) return null
  const places = placed.map(({ id, name }, index) => ({
    ...{ no: String(index + 1), name, href: `#utility-${id}` },
  }))
  const marks = placed.map(({ name, point: { lat, lon } }, index) => ({
    ...{ at: [lon, lat] as const, count: 1, text: String(index + 1), label: `${index + 1}. ${name}` },
    href: places[index]?.href ?? '',
  }))
  const base = {
    districts: districtsOf(city, lang).map((area) => ({ ...area, name: '' })),
    lines: linesOf(city, lang).map((line) => ({ ...line, name: '' })),
  }
  return { map: districtMap({ label, bounds, width, ...base, marks }), places }
}

const isWithin = (
  { lat, lon }: { lat: number; lon: number },
  { south, north, west, east }: City['profile']['bounds'],
): boolean => lat >= south && lat <= north && lon >= west && lon <= east
