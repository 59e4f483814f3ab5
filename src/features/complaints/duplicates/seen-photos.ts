import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { photosLike } from './find-duplicates.ts'
import { isTelling } from './photo-hash.ts'

const yearMs = 365 * 86_400_000
const mostShown = 5

/**
 * Numbers of other complaints of the city that a picture of this one was seen in within a year, ended ones too: an old
 * picture of a repair, or of somebody else's hole.
 */
export async function photosSeenIn(
  { db }: Pick<Deps, 'db'>,
  { id, cityId, hashes, now }: { id: number; cityId: number; hashes: readonly bigint[]; now: number },
): Promise<string[]> {
  const photos = hashes.filter(isTelling)
  if (photos.length === 0) return []
  const rows = await db.$queryRaw<{ number: string }[]>`
    SELECT c.number FROM complaint c
    WHERE c.id IN (SELECT p.complaint_id FROM ${photosLike(photos)}) AND c.id <> ${id} AND c.city_id = ${cityId}
      AND c.received_at > ${toDate(now - yearMs)}
    ORDER BY c.received_at DESC LIMIT ${mostShown}`
  return rows.map(({ number }) => number)
}
