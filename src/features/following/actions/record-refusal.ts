import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { MailFor } from '../../../platform/mail/mail-links.ts'
import { recordRefusedMail } from '../../complaints/index.ts'

/**
 * Writes down that an address takes no mail, where it is seen: at the complaint for staff, at the follower's page, on
 * the page that waits for the code. `refusal` as the mail server says it, without the address. Safe to repeat.
 */
export async function recordRefusal(
  deps: Deps,
  { whom: { kind, id }, refusal }: { whom: MailFor; refusal: string },
): Promise<void> {
  const { db } = deps
  const refusedAt = toDate(deps.now().epochMilliseconds)
  switch (kind) {
    case 'c':
      return recordRefusedMail(deps, { complaintId: id, refusal })
    case 'r':
      await db.followRequest.updateMany({ where: { id }, data: { refusal } })
      return
    case 'f':
      await db.follower.updateMany({ where: { id }, data: { refusal, refusedAt } })
      return
    // The account of a member of staff is looked after by its administrator.
    case 'd':
      return
    // Their features stand above this one: a job of theirs writes it down, and has staff call.
    case 'v':
      return inTransaction(db, (tx) => deps.jobs.add(tx, 'receptions.refused', { booking: id, refusal }))
    case 'e':
      return inTransaction(db, (tx) => deps.jobs.add(tx, 'events.refused', { signUpId: id, refusal }))
    case 's':
      await db.follower.updateMany({
        where: { subscriptions: { some: { id } } },
        data: { refusal, refusedAt },
      })
  }
}
