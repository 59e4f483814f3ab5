import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { logStaffAct } from '../../activity/index.ts'

/** Writes down that somebody took the audit out of the portal, once for each city. `at` in milliseconds UTC. */
export async function logAuditExport(
  { db }: Pick<Deps, 'db'>,
  { by, cityIds, rows, at }: { by: StaffMember; cityIds: readonly number[]; rows: number; at: number },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const cityId of cityIds) {
      await logStaffAct(tx, {
        at,
        staffId: by.id,
        cityId,
        kind: 'exported',
        subject: 'audit',
        detail: { rows },
      })
    }
  })
}
