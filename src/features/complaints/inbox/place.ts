import type { Deps } from '../../../platform/deps.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { type City, calendarOf, cities } from '../../city/index.ts'
import { type Directory, directoryOf } from '../../offices/index.ts'

/** A city with who answers for what in it. */
export type Place = { city: City; directory: Directory; calendar: WorkingCalendar }

/** The cities of a member of staff. */
export async function placesOf(deps: Deps, staff: StaffMember): Promise<Place[]> {
  const own = new Set(staff.roles.map((role) => role.cityId))
  const all = (await cities(deps)).filter((city) => own.has(city.id))
  return Promise.all(
    all.map(async (city) => ({
      city,
      directory: await directoryOf(deps, city.id),
      calendar: await calendarOf(deps, city.calendar),
    })),
  )
}

/** The place that a filter is about, else the first of the person. */
export const mainPlace = (places: readonly Place[], cityId: number | null): Place | undefined =>
  places.find(({ city }) => city.id === cityId) ?? places[0]
