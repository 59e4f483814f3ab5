import type { LatLon } from '../../../platform/geo/mercator.ts'
import { metresTo } from '../geometry.ts'
import { coversHouse } from '../houses.ts'
import type { Work } from '../work.ts'

/** How far a work is felt: the next corner. */
export const nearMetres = 150

export type PlaceOfPerson = {
  streetIds: readonly number[]
  /** Number of the house, null when nobody has said it. */
  house: number | null
  point: LatLon | null
  /** In which it lies; null where nobody knows: streets run through several. */
  districtId: number | null
}

/** Why a work concerns a place: its street and house, the way from its shape to the point in metres, or its district. */
export type Matched = {
  work: Work
  metres: number | null
  byStreet: boolean
  /** It concerns a whole district: surely this one, or perhaps. */
  district: 'surely' | 'perhaps' | null
}

/** Those of `works` that concern a place: the exact test behind the rough one of the indexes. Pure. */
export function concerning(
  works: readonly Work[],
  { streetIds, house, point, districtId }: PlaceOfPerson,
): Matched[] {
  const found = works.flatMap((work): Matched[] => {
    const byStreet = work.streets.some(
      ({ street, range }) => streetIds.includes(street.id) && coversHouse(range, house),
    )
    const metres = point === null || work.shape === null ? null : metresTo(work.shape, point)
    const isNear = metres !== null && metres <= nearMetres
    const district = districtMatch(work, districtId)
    if (!byStreet && !isNear && district === null) return []
    return [{ work, metres: isNear ? metres : null, byStreet, district }]
  })
  // What is sure stands first; each part keeps the order of its days.
  return [...found.filter((one) => one.district === null), ...found.filter((one) => one.district !== null)]
}

/** It concerns a district as a whole: no street and no shape narrows it. */
export const isOfWholeDistrict = ({
  districtId,
  shape,
  streets,
}: Pick<Work, 'districtId' | 'shape'> & { streets: readonly unknown[] }): boolean =>
  districtId !== null && shape === null && streets.length === 0

/** Whether a work of a whole district concerns a place in this one. */
function districtMatch(work: Work, districtId: number | null): Matched['district'] {
  if (!isOfWholeDistrict(work)) return null
  if (districtId === null) return 'perhaps'
  return work.districtId === districtId ? 'surely' : null
}
