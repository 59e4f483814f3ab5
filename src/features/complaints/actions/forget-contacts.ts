import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** How long after the last change of an ended complaint somebody may still have to be written to (docs/retention.md). */
export const contactDays = 365

/**
 * Removes the contacts of complaints that ended long ago, with the links in mails to them and the letters in which they
 * stand. Returns how many contacts.
 */
export async function forgetContacts({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  const before = toDate(now.subtract({ hours: contactDays * 24 }).epochMilliseconds)
  await db.$executeRaw`
    DELETE FROM letter_scan s USING complaint c
    WHERE c.id = s.complaint_id AND NOT c.open AND c.updated_at < ${before}`
  return db.$executeRaw`
    DELETE FROM complaint_contact k USING complaint c
    WHERE c.id = k.complaint_id AND NOT c.open AND c.updated_at < ${before}`
}
