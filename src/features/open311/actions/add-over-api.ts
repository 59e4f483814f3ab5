import { randomUUID } from 'node:crypto'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { addToComplaint, storedPublicText } from '../../complaints/index.ts'

type Photo = Omit<Parameters<typeof addToComplaint>[1]['photos'][number], 'id'>

export type ApiAddition = {
  city: City
  keyId: number
  number: string
  text: string
  photos: Photo[]
}

/**
 * Adds words and photos of the reporter to a complaint that this key has filed. The same ones again are one addition.
 * @returns the place in the history; null when there is no such complaint of this key. Throws IllegalTransition,
 * ComplaintFull.
 */
export async function addOverApi(
  deps: Deps,
  { city, keyId, number, text, photos }: ApiAddition,
): Promise<{ seq: number; at: number } | null> {
  const [own] = await deps.db.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM complaint c JOIN open311_request r ON r.form_key = c.form_key
    WHERE c.number = ${number} AND c.city_id = ${city.id} AND r.key_id = ${keyId}`
  if (own === undefined) return null
  const added = photos.map((photo) => ({ ...photo, id: randomUUID() }))
  await addToComplaint(deps, { city, complaintId: own.id, seenVersion: 0, text, photos: added })
  const said = [text, storedPublicText(text) ?? text]
  const pictures = photos.map(({ large }) => large.key).toSorted()
  const [row] = await deps.db.$queryRaw<{ seq: number; at: Date }[]>`
    SELECT seq, at FROM activity a
    WHERE complaint_id = ${own.id} AND kind = 'added' AND actor_kind = 'resident' AND payload->>'text' = ANY(${said})
      AND ARRAY(
        SELECT p.large_key COLLATE "C" FROM jsonb_array_elements_text(a.payload->'photos') AS added (id)
        JOIN photo p ON p.complaint_id = a.complaint_id AND p.id::text = added.id ORDER BY 1) = ${pictures}::text[]
    ORDER BY seq LIMIT 1`
  if (row === undefined) throw new Error('what was added is not in the history')
  return { seq: row.seq, at: row.at.getTime() }
}
