import type { Transaction } from '../../../platform/db/transaction.ts'
import { DraftData } from '../filing/draft.ts'

export type LockedDraft = {
  cityId: number
  data: DraftData
  /** An earlier draft of the same key became part of a complaint. */
  joined: boolean
}

/** Takes the draft for this transaction, so that sending and changing it come one after the other. Null: it is gone. */
export async function lockDraft(tx: Transaction, id: Uint8Array): Promise<LockedDraft | null> {
  const [row] = await tx.$queryRaw<{ city_id: number; data: unknown; joined: boolean }[]>`
    SELECT city_id, data, EXISTS (SELECT 1 FROM complaint_join WHERE form_key = draft.id) AS joined
    FROM draft WHERE id = ${id} FOR UPDATE`
  if (row === undefined) return null
  return { cityId: row.city_id, data: DraftData.parse(row.data), joined: row.joined }
}
