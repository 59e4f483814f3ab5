import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { addToComplaint, storedPublicText } from '../../complaints/index.ts'

export type ApiAddition = { city: City; keyId: number; number: string; text: string }

/**
 * Adds words of the reporter to a complaint that this key has filed. The same words again are one addition.
 * @returns the place in the history; null when there is no such complaint of this key. Throws IllegalTransition,
 * ComplaintFull.
 */
export async function addOverApi(
  deps: Deps,
  { city, keyId, number, text }: ApiAddition,
): Promise<{ seq: number; at: number } | null> {
  const [own] = await deps.db.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM complaint c JOIN open311_request r ON r.form_key = c.form_key
    WHERE c.number = ${number} AND c.city_id = ${city.id} AND r.key_id = ${keyId}`
  if (own === undefined) return null
  await addToComplaint(deps, { city, complaintId: own.id, seenVersion: 0, text, photos: [] })
  const said = [text, storedPublicText(text) ?? text]
  const [row] = await deps.db.$queryRaw<{ seq: number; at: Date }[]>`
    SELECT seq, at FROM activity
    WHERE complaint_id = ${own.id} AND kind = 'added' AND actor_kind = 'resident' AND payload->>'text' = ANY(${said})
    ORDER BY seq LIMIT 1`
  if (row === undefined) throw new Error('what was added is not in the history')
  return { seq: row.seq, at: row.at.getTime() }
}
