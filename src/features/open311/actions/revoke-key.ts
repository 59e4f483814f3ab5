import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { type KeyReach, keysWithin } from '../keys/reach.ts'

/** Ends a key for good. False when there is none that this person may end. */
export function revokeKey(
  deps: Pick<Deps, 'db'>,
  { id, reach, by, at }: { id: number; reach: KeyReach; by: number; at: number },
): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const [ended] = await tx.apiKey.updateManyAndReturn({
      where: { id, revokedAt: null, ...keysWithin(reach) },
      data: { revokedAt: toDate(at), revokedById: by },
      select: { cityId: true, name: true, prefix: true },
    })
    if (ended === undefined) return false
    const { cityId, name, prefix } = ended
    await logStaffAct(tx, {
      ...{ at, staffId: by, cityId, kind: 'api-key-revoked', subject: prefix },
      detail: { name },
    })
    return true
  })
}
