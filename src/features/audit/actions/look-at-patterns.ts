import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'

/** `at`: milliseconds UTC. */
export type PatternsLook = { cityIds: readonly number[]; staffId: number; days: number; at: number }

/** Writes down that somebody is shown which complaints look invented, and whose, before they are. */
export const lookAtPatterns = (
  { db }: Pick<Deps, 'db'>,
  { cityIds, staffId, days, at }: PatternsLook,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    for (const cityId of cityIds) {
      await logStaffAct(tx, { at, staffId, cityId, kind: 'patterns-seen', detail: { days } })
    }
  })
