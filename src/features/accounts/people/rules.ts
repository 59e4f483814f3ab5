import { isOfficeRole, type RoleAt, type StaffRole, staffRoles } from '../roles.ts'

/** Who may do what with accounts. Pure. */

type Actor = { id: number; roles: readonly RoleAt[] }
type Person = { id: number; roles: readonly RoleAt[] }

/** Whose accounts a person sees: of whole cities, and of offices. */
export type Reach = { cityIds: number[]; officeIds: number[] }

export function reachOf({ roles }: Pick<Actor, 'roles'>): Reach {
  const held = (role: StaffRole) => roles.filter((one) => one.role === role)
  return {
    cityIds: [...new Set(held('city_admin').map(({ cityId }) => cityId))],
    officeIds: [...new Set(held('head').flatMap(({ officeId }) => (officeId === null ? [] : [officeId])))],
  }
}

/** The administrator gives every role of the city, a head those of executors of the own office. */
export function mayGive({ roles }: Pick<Actor, 'roles'>, { cityId, officeId, role }: RoleAt): boolean {
  const { cityIds, officeIds } = reachOf({ roles })
  if (isOfficeRole(role) !== (officeId !== null)) return false
  return (
    cityIds.includes(cityId) || (role === 'executor' && officeId !== null && officeIds.includes(officeId))
  )
}

/** The account as a whole: closing it, links, sessions, who stands in. Never the own one, and no role beyond reach. */
export const mayManage = (actor: Actor, person: Person): boolean =>
  actor.id !== person.id && person.roles.length > 0 && person.roles.every((role) => mayGive(actor, role))

/** Who does the work of whom: for oneself as well, so that a holiday needs nobody else. */
export const mayNameSubstitute = (actor: Actor, person: Person): boolean =>
  actor.id === person.id || mayManage(actor, person)

/** Somebody who works in one of the cities of the other. */
export const mayStandIn = (substitute: Person, absent: Person): boolean =>
  substitute.id !== absent.id &&
  substitute.roles.some(({ cityId }) => absent.roles.some((role) => role.cityId === cityId))

/** A role at a place as forms send it: `executor.3.12`, `registrar.3.0` for the whole city. */
export const roleCode = ({ role, cityId, officeId }: RoleAt): string => `${role}.${cityId}.${officeId ?? 0}`

export function roleOfCode(code: string): RoleAt | null {
  const [, name, city, office] = /^(\w+)\.(\d{1,9})\.(\d{1,9})$/.exec(code) ?? []
  const role = staffRoles.find((known) => known === name)
  if (role === undefined) return null
  return { role, cityId: Number(city), officeId: Number(office) === 0 ? null : Number(office) }
}
