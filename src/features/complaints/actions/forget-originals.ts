import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { retentionOfCities } from '../../city/index.ts'

export type Forgotten = { texts: number; words: number; photos: number }

/**
 * What everybody reads masked is all that is left of complaints that ended long ago: first texts, addresses, later words
 * and pictures from before places were covered go with the contacts (docs/retention.md). Bytes: `sweepFiles`.
 */
export async function forgetOriginals({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<Forgotten> {
  const all: Forgotten = { texts: 0, words: 0, photos: 0 }
  for (const { cityId, keep } of await retentionOfCities({ db })) {
    const before = toDate(now.subtract({ hours: keep.contactDays * 24 }).epochMilliseconds)
    all.texts += await db.$executeRaw`
      UPDATE complaint SET text = coalesce(public_text, text), address = coalesce(public_address, address),
        landmark = coalesce(public_landmark, landmark), answered = coalesce(public_answered, answered),
        public_text = NULL, public_address = NULL, public_landmark = NULL, public_answered = NULL,
        content_salt = CASE WHEN public_text IS NULL THEN content_salt END
      WHERE city_id = ${cityId} AND NOT open AND updated_at < ${before} AND visibility = 'public'
        AND num_nonnulls(public_text, public_address, public_landmark, public_answered) > 0`
    all.words += await db.$executeRaw`
      DELETE FROM original_words w USING complaint c
      WHERE c.id = w.complaint_id AND c.city_id = ${cityId} AND NOT c.open AND c.updated_at < ${before}`
    all.photos += await db.$executeRaw`
      UPDATE photo p SET original_large_key = NULL, original_small_key = NULL FROM complaint c
      WHERE c.id = p.complaint_id AND c.city_id = ${cityId} AND NOT c.open AND c.updated_at < ${before}
        AND p.original_large_key IS NOT NULL`
  }
  return all
}
