import type { Deps } from '../../../../platform/deps.ts'

/** What a person is writing about a complaint. `at` in milliseconds UTC. */
export type KeptDraft = {
  act: string
  fields: Record<string, string>
  seenVersion: number
  at: number
  photos: { id: string; width: number; height: number }[]
}

/** Null when nothing is being written. */
export async function answerDraftOf(
  { db }: Pick<Deps, 'db'>,
  whose: { staffId: number; complaintId: number },
): Promise<KeptDraft | null> {
  const [row] = await db.$queryRaw<(Omit<KeptDraft, 'at'> & { updatedAt: Date })[]>`
    SELECT d.act, d.fields, d.seen_version AS "seenVersion", d.updated_at AS "updatedAt",
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'width', p.small_width, 'height', p.small_height)
         ORDER BY p.position), '[]') FROM photo p WHERE p.answer_draft_id = d.id) AS photos
    FROM answer_draft d WHERE d.staff_id = ${whose.staffId} AND d.complaint_id = ${whose.complaintId}`
  if (row === undefined) return null
  const { updatedAt, ...draft } = row
  return { ...draft, at: updatedAt.getTime() }
}
