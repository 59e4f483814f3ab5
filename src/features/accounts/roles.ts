/** Who may do what where. Pure. */

/** Roles of a whole city. They see all its complaints; the auditor sees the audit as well and changes nothing. */
export const cityRoles = ['registrar', 'controller', 'operator', 'auditor', 'city_admin'] as const

/** Roles within one office. */
export const officeRoles = ['executor', 'head'] as const

export const staffRoles = [...cityRoles, ...officeRoles] as const
export type StaffRole = (typeof staffRoles)[number]

/** `officeId` null = the whole city. */
export type RoleAt = { cityId: number; officeId: number | null; role: StaffRole }

/** A part of a city: one office, or with `officeId` null all of it. */
export type Scope = { cityId: number; officeId: number | null }

type Holder = { roles: readonly RoleAt[] }

export const isOfficeRole = (role: StaffRole): boolean => (officeRoles as readonly StaffRole[]).includes(role)

/** True when some role reaches the place; `officeId` null is a place that no office has yet. */
export function mayWorkIn(staff: Holder, place: Scope): boolean {
  return staff.roles.some((role) => reaches(role, place))
}

/** The roles that a person has at a place; those for the whole city count in each of its offices. */
export function rolesIn(staff: Holder, cityId: number, officeId: number | null): StaffRole[] {
  const held = staff.roles.filter((role) => reaches(role, { cityId, officeId })).map(({ role }) => role)
  return [...new Set(held)]
}

/** Everywhere a person may work, for the conditions of queries: no office twice, none inside a whole city. */
export function scopeOf(staff: Holder): Scope[] {
  const wholeCities = new Set(
    staff.roles.filter((role) => role.officeId === null).map(({ cityId }) => cityId),
  )
  const cities = [...wholeCities].map((cityId) => ({ cityId, officeId: null }))
  const offices = new Map(
    staff.roles
      .filter((role) => role.officeId !== null && !wholeCities.has(role.cityId))
      .map(({ cityId, officeId }) => [officeId, { cityId, officeId }]),
  )
  return [...cities, ...offices.values()]
}

/** Cities in which a person writes anything: the auditor reads alone. */
export const citiesToWriteIn = (staff: Holder): number[] => [
  ...new Set(staff.roles.filter(({ role }) => role !== 'auditor').map(({ cityId }) => cityId)),
]

const reaches = (role: RoleAt, place: Scope): boolean =>
  role.cityId === place.cityId && (role.officeId === null || role.officeId === place.officeId)
