import { rolesIn, type StaffMember, type StaffRole, scopeOf } from '../../accounts/index.ts'

/** Where an event stands: whose office, or the city as a whole. */
export type EventHome = { cityId: number; officeId: number | null }

/** What a person may do with the events of a place. */
export type EventRights = {
  read: boolean
  /** Texts, results, pictures. */
  edit: boolean
  publish: boolean
  /** Names and contacts of those who have signed up, and checking them in. */
  people: boolean
}

const editors: readonly StaffRole[] = ['executor', 'head', 'city_admin']
const publishers: readonly StaffRole[] = ['head', 'city_admin']
const doorkeepers: readonly StaffRole[] = ['executor', 'head', 'city_admin', 'operator', 'registrar']

export function rightsAt(staff: Pick<StaffMember, 'roles'>, { cityId, officeId }: EventHome): EventRights {
  const held = rolesIn(staff, cityId, officeId)
  const has = (allowed: readonly StaffRole[]) => held.some((role) => allowed.includes(role))
  return { read: held.length > 0, edit: has(editors), publish: has(publishers), people: has(doorkeepers) }
}

/** Places in which a person writes events. */
export const editableHomes = (staff: StaffMember): EventHome[] =>
  scopeOf(staff).filter((home) => rightsAt(staff, home).edit)

/** Places in which a person works with those who have signed up. */
export const peopleHomes = (staff: StaffMember): EventHome[] =>
  scopeOf(staff).filter((home) => rightsAt(staff, home).people)

/** Cities whose requests for help a person decides. */
export const wishCities = (staff: Pick<StaffMember, 'roles'>): number[] => [
  ...new Set(staff.roles.filter(({ role }) => publishers.includes(role)).map(({ cityId }) => cityId)),
]
