import { rolesIn, type StaffMember, type StaffRole } from '../accounts/index.ts'

/** Who sees the staff pages of news at all. */
export const newsRoles = ['executor', 'head', 'controller', 'auditor', 'city_admin'] as const

export type Kind = 'news' | 'page'
type Holder = Pick<StaffMember, 'roles'>
type Place = { cityId: number; officeId: number | null; kind: Kind }

const readers: readonly StaffRole[] = newsRoles
const writers: Readonly<Record<Kind, readonly StaffRole[]>> = {
  news: ['executor', 'head', 'city_admin'],
  page: ['city_admin'],
}
const publishers: Readonly<Record<Kind, readonly StaffRole[]>> = {
  news: ['head', 'city_admin'],
  page: ['city_admin'],
}

const holds = (staff: Holder, { cityId, officeId }: Place, wanted: readonly StaffRole[]): boolean =>
  rolesIn(staff, cityId, officeId).some((role) => wanted.includes(role))

export const mayWrite = (staff: Holder, place: Place): boolean => holds(staff, place, writers[place.kind])
export const mayPublish = (staff: Holder, place: Place): boolean =>
  holds(staff, place, publishers[place.kind])

/** Cities whose news this person sees on staff pages. */
export const newsCityIds = ({ roles }: Holder): number[] => [
  ...new Set(roles.filter(({ role }) => readers.includes(role)).map(({ cityId }) => cityId)),
]

/** Offices of a city whose news alone this person sees; null where it is all of them. */
export function ownOffices({ roles }: Holder, cityId: number): number[] | null {
  const here = roles.filter((role) => role.cityId === cityId && readers.includes(role.role))
  if (here.some(({ officeId }) => officeId === null)) return null
  return here.flatMap(({ officeId }) => (officeId === null ? [] : [officeId]))
}

/** Whose news this person may begin: null stands for the city as a whole. */
export function authorOffices({ roles }: Holder, cityId: number): (number | null)[] {
  const offices = roles.filter(
    (role) => role.cityId === cityId && (role.role === 'city_admin' || writers.news.includes(role.role)),
  )
  return [...new Set(offices.map(({ officeId }) => officeId))]
}
