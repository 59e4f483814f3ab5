import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { normalEmail } from '../email.ts'

/**
 * Closes an account: its sessions end at once and its links stop working. What the person did stays under the
 * name. `at` in milliseconds UTC. False when nobody active has this address.
 */
export async function disableStaff(
  { db }: Pick<Deps, 'db'>,
  { email, at }: { email: string; at: number },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const closed = await tx.staff.updateManyAndReturn({
      where: { email: normalEmail(email), disabledAt: null },
      data: { disabledAt: toDate(at) },
      select: { id: true },
    })
    const staffId = closed[0]?.id
    if (staffId === undefined) return false
    await tx.staffSession.deleteMany({ where: { staffId } })
    await tx.staffSetupLink.deleteMany({ where: { staffId, usedAt: null } })
    return true
  })
}
