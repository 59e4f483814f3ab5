import type { Response } from 'express'
import { writingIn } from '../../platform/db/write-cities.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { citiesToWriteIn, type RoleAt } from './roles.ts'

/** A signed-in member of staff, as the handlers of staff pages find it. */
export type StaffMember = {
  id: number
  name: string
  email: string
  lang: Lang
  /** What the public reads under an answer. */
  position: { kk: string; ru: string; en: string }
  roles: RoleAt[]
  /** Short names of the offices, or of the city, for the header. */
  officeLabel: string
  /** Those whose work this person does today; their roles stand among `roles`. */
  standsInFor?: { id: number; name: string }[]
}

/** Whose work is in this person's hands today: the own, and that of the people they stand in for. */
export const worksFor = ({ id, standsInFor = [] }: Pick<StaffMember, 'id' | 'standsInFor'>): number[] => [
  id,
  ...standsInFor.map((absent) => absent.id),
]

/** The person behind a page that only staff reach. */
export function staffOf(res: Response): StaffMember {
  const staff = signedInStaff(res)
  if (staff === null) throw new Error('This page is not behind requireStaff')
  return staff
}

/** Null on pages that can be read without signing in. */
export const signedInStaff = (res: Response): StaffMember | null => res.locals['staff'] ?? null

/** Who has proved the first factor and owes the second; null for everybody else. */
export const enteringStaff = (res: Response): StaffMember | null => res.locals['entering'] ?? null

/** Runs what this person does: whatever is written in a transaction stays in the cities where they may write. */
export const asStaff = <Result>(staff: Pick<StaffMember, 'roles'>, work: () => Result): Result =>
  writingIn(citiesToWriteIn(staff), work)
