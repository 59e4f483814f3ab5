import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

export type Comment = {
  cityId: number
  officeId: number
  staffId: number
  /** All empty: it is taken back. */
  textKk: string
  textRu: string
  textEn: string
  /** Milliseconds UTC. */
  at: number
}

/** Puts the words of an office beside its figures; the words before stay in the history. */
export async function sayComment({ db }: Pick<Deps, 'db'>, { at, ...comment }: Comment): Promise<void> {
  await inTransaction(db, (tx) => tx.officeComment.create({ data: { ...comment, at: toDate(at) } }))
}
