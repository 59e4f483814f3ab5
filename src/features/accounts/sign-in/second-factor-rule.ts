import type { City } from '../../city/index.ts'
import type { StaffMember } from '../staff-member.ts'

/**
 * Whoever works in a real city must have a second factor (ASVS 5.0, 6.3.3). In a city that shows demo data it is
 * offered; an account without any role is treated as a real one.
 */
export function isSecondFactorDemanded(
  { roles }: Pick<StaffMember, 'roles'>,
  cities: readonly Pick<City, 'id' | 'demo'>[],
): boolean {
  const demos = new Set(cities.filter(({ demo }) => demo).map(({ id }) => id))
  return roles.length === 0 || roles.some(({ cityId }) => !demos.has(cityId))
}
