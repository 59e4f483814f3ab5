import { blindIndexes } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

const mostCases = 20

/**
 * Looks for what this very number has reported in this city and records the look, both in one transaction: nobody is
 * shown earlier cases without a row that says so. `phone` in E.164. Returns the id of the look.
 */
export async function lookUpCaller(
  deps: Pick<Deps, 'db' | 'keys' | 'now'>,
  { cityId, staffId, phone }: { cityId: number; staffId: number; phone: string },
): Promise<number> {
  const indexes = blindIndexes(deps.keys, 'phone', phone)
  return inTransaction(deps.db, async (tx) => {
    const contacts = await tx.complaintContact.findMany({
      where: {
        kind: 'phone',
        blindIndex: { in: indexes.map((index) => Buffer.from(index)) },
        complaint: { cityId },
      },
      select: { complaintId: true },
      orderBy: { complaintId: 'desc' },
      take: mostCases,
    })
    const look = await tx.callerLook.create({
      data: {
        cityId,
        staffId,
        at: toDate(deps.now().epochMilliseconds),
        kind: 'caller',
        complaintIds: contacts.map(({ complaintId }) => complaintId),
      },
      select: { id: true },
    })
    return look.id
  })
}
