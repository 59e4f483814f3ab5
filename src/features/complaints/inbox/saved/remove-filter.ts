import type { Deps } from '../../../../platform/deps.ts'

/** Removes a filter of this owner; false when it is not theirs. */
export async function removeFilter(
  { db }: Pick<Deps, 'db'>,
  { id, ownerId }: { id: number; ownerId: number },
): Promise<boolean> {
  const { count } = await db.savedFilter.deleteMany({ where: { id, ownerId } })
  return count > 0
}
