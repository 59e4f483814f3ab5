import type { StaffMember } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import type { Doc } from '../thing.ts'

/** Whose ready texts a person writes: codes of offices; null is every office and the city itself. Pure. */
export type TextScope = { offices: readonly string[] | null }

/** Administrators write for the city, heads for their own offices; null: this person writes none there. */
export function textScopeIn(
  staff: Pick<StaffMember, 'roles'>,
  city: Pick<City, 'id'>,
  directory: Pick<Directory, 'officeById'>,
): TextScope | null {
  const here = staff.roles.filter(({ cityId }) => cityId === city.id)
  if (here.some(({ role, officeId }) => role === 'city_admin' && officeId === null)) return { offices: null }
  const offices = here.flatMap(({ role, officeId }) =>
    role === 'head' ? (directory.officeById.get(officeId ?? 0)?.code ?? []) : [],
  )
  return offices.length === 0 ? null : { offices: [...new Set(offices)] }
}

/** Cities in which a person writes ready texts. */
export const textCities = (staff: Pick<StaffMember, 'roles'>): number[] => [
  ...new Set(
    staff.roles.filter(({ role }) => role === 'city_admin' || role === 'head').map(({ cityId }) => cityId),
  ),
]

export const mayEdit = ({ offices }: TextScope, doc: Doc): boolean =>
  offices === null || (typeof doc['office'] === 'string' && offices.includes(doc['office']))

/** Texts of the whole city are there for every office to read. */
export const maySee = (scope: TextScope, doc: Doc): boolean => doc['office'] === null || mayEdit(scope, doc)

/** A text may not be taken from another office, nor given to it. */
export const mayWriteIn =
  (scope: TextScope) =>
  (before: Doc | null, after: Doc | null): boolean =>
    [before, after].every((doc) => doc === null || mayEdit(scope, doc))
