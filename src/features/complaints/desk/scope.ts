import { Prisma } from '../../../platform/db/generated/client.ts'
import { type StaffMember, scopeOf } from '../../accounts/index.ts'

/**
 * The complaints that a staff member may see, as SQL over `complaint c`: all of a city for roles of the city, those that
 * an office holds for roles of the office. Every staff query contains it, so a stranger's number is not found.
 */
export function visibleTo(staff: StaffMember): Prisma.Sql {
  const scopes = scopeOf(staff)
  const cities = scopes.flatMap(({ cityId, officeId }) => (officeId === null ? [cityId] : []))
  const offices = scopes.flatMap(({ officeId }) => (officeId === null ? [] : [officeId]))
  if (offices.length === 0) return anyOf(Prisma.sql`c.city_id`, cities)
  if (cities.length === 0) return anyOf(Prisma.sql`c.office_id`, offices)
  return Prisma.sql`(${anyOf(Prisma.sql`c.city_id`, cities)} OR ${anyOf(Prisma.sql`c.office_id`, offices)})`
}

/**
 * The same and those that an office only helps with: what a person may open. Lists keep to `visibleTo`, whose order an
 * index gives.
 */
export function reachableBy(staff: StaffMember): Prisma.Sql {
  const offices = staff.roles.flatMap(({ officeId }) => (officeId === null ? [] : [officeId]))
  if (offices.length === 0) return visibleTo(staff)
  return Prisma.sql`(${visibleTo(staff)} OR EXISTS (
    SELECT 1 FROM complaint_helper h WHERE h.complaint_id = c.id AND h.office_id = ANY(${offices})))`
}

/** Of most people it is one. Only by `=` can an index give the rows in their order (PostgreSQL before 17). */
function anyOf(column: Prisma.Sql, ids: number[]): Prisma.Sql {
  const [first, ...others] = ids
  return first !== undefined && others.length === 0
    ? Prisma.sql`${column} = ${first}`
    : Prisma.sql`${column} = ANY(${ids})`
}
