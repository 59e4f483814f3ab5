import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'

export type Comment = {
  cityId: number
  officeId: number
  /** For the audit. */
  officeCode: string
  staffId: number
  /** All empty: it is taken back. */
  textKk: string
  textRu: string
  textEn: string
  /** Milliseconds UTC. */
  at: number
}

/** Puts the words of an office beside its figures; the words before stay in the history. */
export async function sayComment(
  { db }: Pick<Deps, 'db'>,
  { at, officeCode, ...comment }: Comment,
): Promise<void> {
  const { cityId, staffId } = comment
  await inTransaction(db, async (tx) => {
    await tx.officeComment.create({ data: { ...comment, at: toDate(at) } })
    await logStaffAct(tx, { at, staffId, cityId, kind: 'office-comment', subject: officeCode })
  })
}
