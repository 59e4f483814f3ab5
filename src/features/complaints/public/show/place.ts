import type { DistrictMap } from '../../../../platform/charts/district-map.ts'
import type { Lang } from '../../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import { sketchWithPin } from '../map/sketch.ts'
import type { Reading } from '../reading.ts'
import type { ComplaintRow } from './queries.ts'

/** Where it is: in words, and on a sketch of the city when there is a point. */
export type PlaceView = {
  address: string
  landmark: string
  lang: string
  district: string
  map: DistrictMap | null
  mapHref: string | null
}

/** About 600 m each way: what is near. */
const nearbyDegrees = 0.008

export function placeOf({ words, facts }: ComplaintRow, reading: Reading): PlaceView | null {
  if (words === null) return null
  const { city, lang, t } = reading
  const area = city.areas.find(({ id }) => id === facts?.districtId)
  const { lat, lon, address, landmark } = words
  const point = lat === null || lon === null ? null : { lat, lon }
  const mapHref = point === null ? null : nearbyHref(city, lang, point)
  return {
    address,
    landmark,
    lang: words.textLang,
    district: area === undefined ? '' : nameIn(area.names, lang),
    map:
      point === null || mapHref === null
        ? null
        : sketchWithPin(city, lang, {
            point,
            areaId: area?.id ?? null,
            href: mapHref,
            label: t('public:place.nearby'),
          }),
    mapHref,
  }
}

/** The map of what is near a point. */
export const nearbyHref = (city: City, lang: Lang, point: { lat: number; lon: number }): string =>
  complaintPaths.map(lang, city.slug, { bbox: boxAround(point) })

function boxAround({ lat, lon }: { lat: number; lon: number }): string {
  const wide = nearbyDegrees / Math.cos((lat * Math.PI) / 180)
  return [lon - wide, lat - nearbyDegrees, lon + wide, lat + nearbyDegrees]
    .map((degree) => degree.toFixed(5))
    .join(',')
}
