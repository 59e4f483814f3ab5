import type { Deps } from '../../../platform/deps.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { calendarOf, cities } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'

/** Cities of a staff member with who answers for what in them. */
export async function placesOf(deps: Deps, staff: StaffMember) {
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
