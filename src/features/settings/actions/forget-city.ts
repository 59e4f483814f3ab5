import { announceChange } from '../../../platform/cache/change-notices.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Beginnings of the keys under which the settings of a city are kept. */
const keysOf = (cityId: number): string[] => ['city:', 'calendar:', `directory:${cityId}`]

/** After the transaction: the author of a change sees it on the very next page. */
export function forgetCity({ cache }: Pick<Deps, 'cache'>, cityId: number): void {
  for (const key of keysOf(cityId)) cache.forget(key)
}

/** Within the transaction: all other processes load anew as soon as it commits. */
export const announceCity = (tx: Transaction, cityId: number): Promise<void> =>
  announceChange(tx, keysOf(cityId))
