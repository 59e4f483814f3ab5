import type { Deps } from '../../../platform/deps.ts'
import { districtOf } from '../../../platform/geo/geojson.ts'
import type { City } from '../../city/index.ts'
import { type FoundStreet, findStreets } from '../../places/index.ts'
import type { Around } from '../around.ts'
import { boxAround } from '../geometry.ts'
import { houseNumber } from '../houses.ts'
import { worksNear } from '../queries.ts'
import { concerning, type Matched, nearMetres, type PlaceOfPerson } from './match.ts'

/** What an address was taken for, and what else it may mean. */
export type AddressRead = { meant: FoundStreet[]; others: FoundStreet[]; house: string | null }

/** Streets that fit nearly as well as the best are offered beside it. */
const closeEnough = 0.15

/** The streets of an address: the best for each that was written. */
export async function readAddress(
  deps: Pick<Deps, 'db'>,
  text: string,
  { city, lang, t }: Pick<Around, 'city' | 'lang' | 't'>,
): Promise<AddressRead> {
  const { streets, house } = await findStreets(deps, city, { writing: { lang, t }, text })
  const meant = streets.flatMap(([best]) => (best === undefined ? [] : [best]))
  const others = streets.flatMap(([best, ...rest]) =>
    rest.filter(({ score }) => best !== undefined && score >= best.score - closeEnough),
  )
  return { meant, others: others.slice(0, 3), house }
}

export const placeOfAddress = ({
  meant,
  house,
}: AddressRead): Pick<PlaceOfPerson, 'streetIds' | 'house'> => ({
  streetIds: meant.map(({ street }) => street.id),
  house: house === null ? null : houseNumber(house),
})

/** More works than this at one place nobody would read. */
const mostAtPlace = 30

/** What goes on or is planned at a place, the first to begin first. */
export async function worksAt(
  deps: Pick<Deps, 'db'>,
  { city, now, place }: { city: City; now: number; place: Omit<PlaceOfPerson, 'districtId'> },
): Promise<Matched[]> {
  const { streetIds, house, point } = place
  const box = point === null ? null : boxAround(point, nearMetres)
  const districtId = point === null ? null : (districtOf(point, city.areas)?.id ?? null)
  const works = await worksNear(deps, { cityId: city.id, streetIds, house, box, now })
  return concerning(works, { ...place, districtId }).slice(0, mostAtPlace)
}
