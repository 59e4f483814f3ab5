import { toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'

export type NewFilter = {
  ownerId: number
  name: string
  /** As it stands in the address of the inbox. */
  query: string
  /** For whom: the owner alone, an office, or a whole city. */
  place: { cityId: number | null; officeId: number | null }
  /** Milliseconds UTC. */
  at: number
}

/** Keeps a filter under a name; the same name of the same owner is written over. */
export async function saveFilter({ db }: Pick<Deps, 'db'>, filter: NewFilter): Promise<void> {
  const { ownerId, name, query, place, at } = filter
  await db.savedFilter.upsert({
    where: { ownerId_name: { ownerId, name } },
    create: { ownerId, name, query, ...place, createdAt: toDate(at) },
    update: { query, ...place },
    select: { id: true },
  })
}
