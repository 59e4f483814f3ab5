import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { contactDays } from './forget-contacts.ts'

export type Forgotten = { texts: number; words: number; photos: number }

/**
 * What everybody reads masked is all that is left of complaints that ended long ago: first texts, addresses, later words
 * and pictures from before places were covered go with the contacts (docs/retention.md). Bytes: `sweepFiles`.
 */
export async function forgetOriginals({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<Forgotten> {
  const before = toDate(now.subtract({ hours: contactDays * 24 }).epochMilliseconds)
  const texts = await db.$executeRaw`
    UPDATE complaint SET text = coalesce(public_text, text), address = coalesce(public_address, address),
      landmark = coalesce(public_landmark, landmark), answered = coalesce(public_answered, answered),
      public_text = NULL, public_address = NULL, public_landmark = NULL, public_answered = NULL
    WHERE NOT open AND updated_at < ${before} AND visibility = 'public'
      AND num_nonnulls(public_text, public_address, public_landmark, public_answered) > 0`
  const words = await db.$executeRaw`
    DELETE FROM original_words w USING complaint c
    WHERE c.id = w.complaint_id AND NOT c.open AND c.updated_at < ${before}`
  const photos = await db.$executeRaw`
    UPDATE photo p SET original_large_key = NULL, original_small_key = NULL FROM complaint c
    WHERE c.id = p.complaint_id AND NOT c.open AND c.updated_at < ${before} AND p.original_large_key IS NOT NULL`
  return { texts, words, photos }
}
