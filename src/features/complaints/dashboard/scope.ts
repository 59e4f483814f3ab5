import { z } from 'zod'
import { type StaffMember, scopeOf } from '../../accounts/index.ts'
import { type InboxFilter, noFilter } from '../inbox/filter.ts'
import { leadRoles } from '../inbox/views.ts'

/** What a lead answers for: an office, or with `officeId` null a whole city. */
export type LeadScope = { cityId: number; officeId: number | null }

/** Everywhere this person leads, whole cities first. */
export function leadScopes(staff: StaffMember): LeadScope[] {
  const roles = staff.roles.filter(({ role }) => (leadRoles as readonly string[]).includes(role))
  return scopeOf({ roles })
}

const id = z.coerce.number().int().min(1).max(2_147_483_647).optional().catch(undefined)
const Query = z.object({ city: id, office: id })

/** The part that an address asks for, if this person leads it; the first one unless asked; null for others. */
export function askedScope(
  staff: StaffMember,
  query: unknown,
  officesOf: (cityId: number) => readonly { id: number }[],
): { scope: LeadScope; within: LeadScope } | null {
  const { city, office } = Query.parse(query)
  const scopes = leadScopes(staff)
  const within =
    scopes.find((scope) => scope.officeId !== null && scope.officeId === office) ??
    scopes.find((scope) => scope.officeId === null && (city === undefined || scope.cityId === city)) ??
    scopes[0]
  if (within === undefined) return null
  const isInside = within.officeId === null && officesOf(within.cityId).some(({ id: own }) => own === office)
  return { within, scope: isInside && office !== undefined ? { ...within, officeId: office } : within }
}

/** The inbox of a scope. The city is named where the person works in more than one. */
export const scopeFilter = ({ cityId, officeId }: LeadScope, cities: number): InboxFilter => ({
  ...noFilter,
  cityId: cities > 1 ? cityId : null,
  officeId,
})
