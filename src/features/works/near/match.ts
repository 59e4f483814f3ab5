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
}

/** Why a work concerns a place: its street and house, or the way from its shape to the point in metres. */
export type Matched = { work: Work; metres: number | null; byStreet: boolean }

/** Those of `works` that concern a place: the exact test behind the rough one of the indexes. Pure. */
export function concerning(works: readonly Work[], { streetIds, house, point }: PlaceOfPerson): Matched[] {
  return works.flatMap((work) => {
    const byStreet = work.streets.some(
      ({ street, range }) => streetIds.includes(street.id) && coversHouse(range, house),
    )
    const metres = point === null || work.shape === null ? null : metresTo(work.shape, point)
    const isNear = metres !== null && metres <= nearMetres
    return byStreet || isNear ? [{ work, metres: isNear ? metres : null, byStreet }] : []
  })
}
