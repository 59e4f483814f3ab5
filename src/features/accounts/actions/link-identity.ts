import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { normalEmail } from '../email.ts'
import type { Vouched } from '../provider/provider.ts'

/**
 * The account of somebody whom the sign-in service vouches for. It is known by issuer and subject; the first time it is
 * found by an address that the service has checked, and from then on no other subject gets in by it. No account is ever
 * made here. Null: nobody active. `at` in milliseconds UTC.
 */
export async function staffOfIdentity(
  { db }: Pick<Deps, 'db'>,
  { issuer, subject, email, at }: Pick<Vouched, 'issuer' | 'subject' | 'email'> & { at: number },
): Promise<number | null> {
  try {
    return await inTransaction(db, async (tx) => {
      const known = await tx.staffIdentity.findUnique({
        where: { issuer_subject: { issuer, subject } },
        select: { staff: { select: { id: true, disabledAt: true } } },
      })
      if (known !== null) return known.staff.disabledAt === null ? known.staff.id : null
      if (email === null) return null
      const staff = await tx.staff.findFirst({
        where: { email: normalEmail(email), disabledAt: null, identities: { none: { issuer } } },
        select: { id: true },
      })
      if (staff === null) return null
      await tx.staffIdentity.create({ data: { issuer, subject, staffId: staff.id, createdAt: toDate(at) } })
      await logStaffAct(tx, {
        ...{ at, staffId: staff.id, cityId: null, kind: 'identity-linked' },
        detail: { issuer },
      })
      return staff.id
    })
  } catch (error) {
    // Two subjects with one address at once: the first one has it.
    if (isUniqueViolation(error)) return null
    throw error
  }
}
