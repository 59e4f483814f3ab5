import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct, staffSubject } from '../../activity/index.ts'
import { normalEmail } from '../email.ts'
import { endAccess } from './manage-account.ts'

/**
 * Closes an account from the command line: its sessions end at once and its links stop working. What the person did
 * stays under the name. `at` in milliseconds UTC. False when nobody active has this address.
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
    const [staff] = closed
    if (staff === undefined) return false
    await endAccess(tx, staff.id)
    const role = await tx.staffRole.findFirst({ where: { staffId: staff.id }, orderBy: { id: 'asc' } })
    const cityId = role?.cityId ?? null
    await logStaffAct(tx, { at, staffId: null, cityId, kind: 'disabled', subject: staffSubject(staff.id) })
    return true
  })
}
