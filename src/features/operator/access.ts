import type { Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { type StaffMember, staffOf } from '../accounts/index.ts'
import { type City, cityBySlug } from '../city/index.ts'
import { mayCause } from '../complaints/index.ts'

/** Who may sit at the desk: whoever may file what somebody says. */
export const operatorRoles = ['operator', 'controller', 'city_admin'] as const

/** Cities at whose desk this person works. */
export function operatorCityIds({ roles }: Pick<StaffMember, 'roles'>): number[] {
  const ids = roles
    .filter(({ officeId, role }) => officeId === null && mayCause('filed', [role]))
    .map(({ cityId }) => cityId)
  return [...new Set(ids)]
}

/** The city of the address, for those who work at its desk; a stranger finds nothing. */
export async function deskCity(deps: Deps, res: Response): Promise<City> {
  const slug = res.req.params['city']
  const city = typeof slug === 'string' ? await cityBySlug(deps, slug) : null
  if (city === null || !operatorCityIds(staffOf(res)).includes(city.id)) throw new NotFound('desk')
  return city
}
