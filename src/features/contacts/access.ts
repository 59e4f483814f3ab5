import type { Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { type RoleAt, type StaffMember, staffOf } from '../accounts/index.ts'
import { type City, cityBySlug } from '../city/index.ts'

/** Who keeps what: the administrator everything, a head who is on duty in the own office. */
export const contactRoles = ['city_admin', 'head'] as const

type Held = { roles: readonly Pick<RoleAt, 'cityId' | 'officeId' | 'role'>[] }

/** Cities whose contacts this person keeps, at least of one office. */
export const contactCityIds = ({ roles }: Held): number[] => [
  ...new Set(
    roles.filter(({ role }) => role === 'city_admin' || role === 'head').map(({ cityId }) => cityId),
  ),
]

/** `offices` null: all of them, with utilities and words about the site. */
export type Keeping = { city: City; staff: StaffMember; offices: readonly number[] | null }

/** What this person keeps in the city of the address; a stranger finds nothing. */
export async function keepingOf(deps: Deps, res: Response): Promise<Keeping> {
  const slug = res.req.params['city']
  const city = typeof slug === 'string' ? await cityBySlug(deps, slug) : null
  const staff = staffOf(res)
  if (city === null || !contactCityIds(staff).includes(city.id)) throw new NotFound('contacts')
  const held = staff.roles.filter(({ cityId }) => cityId === city.id)
  if (held.some(({ role }) => role === 'city_admin')) return { city, staff, offices: null }
  const offices = held.flatMap(({ role, officeId }) =>
    role === 'head' && officeId !== null ? [officeId] : [],
  )
  return { city, staff, offices }
}

/** The same for what only the administrator keeps. */
export async function allKeptOf(deps: Deps, res: Response): Promise<Keeping> {
  const keeping = await keepingOf(deps, res)
  if (keeping.offices !== null) throw new NotFound('contacts')
  return keeping
}
