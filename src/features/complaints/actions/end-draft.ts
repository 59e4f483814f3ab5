import type { Transaction } from '../../../platform/db/transaction.ts'

/** Photos and letters of the form become those of the complaint, and the form says where they went. */
export async function endDraft(
  tx: Transaction,
  formKey: Buffer<ArrayBuffer>,
  { id, number }: { id: number; number: string },
): Promise<void> {
  await tx.$executeRaw`
    WITH photos AS (UPDATE photo SET complaint_id = ${id}, draft_id = NULL WHERE draft_id = ${formKey}),
      letters AS (UPDATE letter_scan SET complaint_id = ${id}, draft_id = NULL WHERE draft_id = ${formKey})
    UPDATE draft SET data = ${JSON.stringify({ sent: number })}::jsonb WHERE id = ${formKey}`
}
