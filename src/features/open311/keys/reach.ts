import type { Prisma } from '../../../platform/db/generated/client.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { administeredCities } from '../../settings/index.ts'

/** Which keys a person looks after: those of their cities, and with all cities those for all of them. */
export type KeyReach = { cityIds: readonly number[]; all: boolean }

export function reachOf(staff: StaffMember, allCityIds: readonly number[]): KeyReach {
  const cityIds = administeredCities(staff)
  return { cityIds, all: allCityIds.every((id) => cityIds.includes(id)) }
}

export const keysWithin = ({ cityIds, all }: KeyReach): Prisma.ApiKeyWhereInput => ({
  OR: [{ cityId: { in: [...cityIds] } }, ...(all ? [{ cityId: null }] : [])],
})
