import type { Deps } from '../../platform/deps.ts'
import type { Names } from '../city/index.ts'
import { directoryOf } from '../offices/index.ts'

/** Short names of the offices of these cities, by id. */
export async function shortNamesOf(
  deps: Deps,
  cityIds: readonly number[],
): Promise<ReadonlyMap<number, Names>> {
  const directories = await Promise.all(cityIds.map((cityId) => directoryOf(deps, cityId)))
  return new Map(directories.flatMap(({ offices }) => offices.map(({ id, short }) => [id, short])))
}
