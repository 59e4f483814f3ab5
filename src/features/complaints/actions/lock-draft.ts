import type { Transaction } from '../../../platform/db/transaction.ts'
import { DraftData } from '../filing/draft.ts'

export type LockedDraft = { cityId: number; data: DraftData }

/** Takes the draft for this transaction, so that sending and changing it come one after the other. Null: it is gone. */
export async function lockDraft(tx: Transaction, id: Uint8Array): Promise<LockedDraft | null> {
  const [row] = await tx.$queryRaw<{ city_id: number; data: unknown }[]>`
    SELECT city_id, data FROM draft WHERE id = ${id} FOR UPDATE`
  return row === undefined ? null : { cityId: row.city_id, data: DraftData.parse(row.data) }
}
