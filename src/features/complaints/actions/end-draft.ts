import type { Part } from '../../../platform/db/whole-write.ts'

/** The form says what became of it. Gives no row when it was changed or sent since its `version` was read. */
export const draftEnding = (
  formKey: Buffer,
  { number, version }: { number: string; version: string },
): Part => ({
  text: 'UPDATE draft SET data = $1::jsonb WHERE id = $2 AND xmin = $3::xid RETURNING id',
  values: [JSON.stringify({ sent: number }), formKey, version],
})

/** Photos and letters of the form become those of the complaint. */
export const partsOfDraft = (formKey: Buffer, complaintId: number): Part[] =>
  ['photo', 'letter_scan'].map((table) => ({
    text: `UPDATE ${table} SET complaint_id = $1, draft_id = NULL WHERE draft_id = $2`,
    values: [complaintId, formKey],
  }))
