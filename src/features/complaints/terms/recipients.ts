import type { Deps } from '../../../platform/deps.ts'
import type { StaffRole } from '../../accounts/index.ts'

/** Who of the staff hears of what in a city: active accounts by office and role. */
export type Recipients = {
  isActive(staffId: number): boolean
  ofOffice(officeId: number, role: 'executor' | 'head'): number[]
  ofCity(): number[]
}

type RoleRow = { staffId: number; officeId: number | null; role: string }

/** Controllers hear of the whole city; where there are none, its administrators do. */
export async function recipientsIn({ db }: Pick<Deps, 'db'>, cityId: number): Promise<Recipients> {
  const rows: RoleRow[] = await db.staffRole.findMany({
    where: { cityId, staff: { disabledAt: null } },
    select: { staffId: true, officeId: true, role: true },
    orderBy: { staffId: 'asc' },
  })
  const active = new Set(rows.map(({ staffId }) => staffId))
  const holders = (officeId: number | null, role: StaffRole): number[] => [
    ...new Set(
      rows.filter((row) => row.officeId === officeId && row.role === role).map(({ staffId }) => staffId),
    ),
  ]
  const controllers = holders(null, 'controller')
  return {
    isActive: (staffId) => active.has(staffId),
    ofOffice: holders,
    ofCity: () => (controllers.length > 0 ? controllers : holders(null, 'city_admin')),
  }
}
