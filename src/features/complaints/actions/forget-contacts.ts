import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { retentionOfCities } from '../../city/index.ts'

/**
 * Removes the contacts of complaints that ended longer ago than their city keeps them (docs/retention.md), with the links
 * in mails to them and the letters in which they stand. Returns how many contacts.
 */
export async function forgetContacts({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  let forgotten = 0
  for (const { cityId, keep } of await retentionOfCities({ db })) {
    const before = toDate(now.subtract({ hours: keep.contactDays * 24 }).epochMilliseconds)
    await db.$executeRaw`
      DELETE FROM letter_scan s USING complaint c
      WHERE c.id = s.complaint_id AND c.city_id = ${cityId} AND NOT c.open AND c.updated_at < ${before}`
    forgotten += await db.$executeRaw`
      DELETE FROM complaint_contact k USING complaint c
      WHERE c.id = k.complaint_id AND c.city_id = ${cityId} AND NOT c.open AND c.updated_at < ${before}`
  }
  return forgotten
}
