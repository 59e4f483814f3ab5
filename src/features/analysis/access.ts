import { type StaffMember, scopeOf } from '../accounts/index.ts'

/** Whoever answers for the work of others. */
export const analysisRoles = ['head', 'controller', 'city_admin'] as const

type Holder = Pick<StaffMember, 'roles'>
/** A whole city, or with an id what one office holds. */
export type AnalysisScope = { cityId: number; officeId: number | null }

const isLead = ({ role }: { role: string }) => (analysisRoles as readonly string[]).includes(role)

/** Everything that this person may look into, whole cities first. */
export const analysisScopes = ({ roles }: Holder): AnalysisScope[] => scopeOf({ roles: roles.filter(isLead) })

/** What this person sees of a city: the office that is asked for, if it is within reach; null for a stranger. */
export function scopeIn(staff: Holder, cityId: number, officeId: number | null): AnalysisScope | null {
  const here = analysisScopes(staff).filter((scope) => scope.cityId === cityId)
  if (here.some((scope) => scope.officeId === null)) return { cityId, officeId }
  return here.find((scope) => scope.officeId === officeId) ?? here[0] ?? null
}
