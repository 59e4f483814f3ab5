import { unseal } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { contactContext } from './contact-rows.ts'

export type Contact = { kind: 'email' | 'phone'; value: string }

/** Shows the contacts of a complaint to one person; the row that says so is written first, in the same transaction. */
export function lookAtContacts(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  {
    complaintId,
    number,
    staffId,
    reason,
    at,
  }: { complaintId: number; number: string; staffId: number; reason: string; at: number },
): Promise<Contact[]> {
  return inTransaction(db, async (tx) => {
    await tx.staffLook.create({
      data: { at: toDate(at), staffId, complaintId, what: 'contacts', reason },
      select: { id: true },
    })
    const found = await tx.complaintContact.findMany({
      where: { complaintId, kind: { in: ['email', 'phone'] } },
      orderBy: { kind: 'asc' },
    })
    return found.map(({ kind, sealed }) => ({
      kind: kind === 'email' ? 'email' : 'phone',
      value: unseal(keys, sealed, contactContext(number, kind)),
    }))
  })
}
