import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { retentionOfCities } from '../../city/index.ts'

const dayMs = 86_400_000
/** A chat without complaints is kept so long after its last message. */
const idleDays = 30
/** Telegram gives up on an update after a day. */
const updateDays = 3

/** Removes what is no longer needed of the people who wrote to the bot. */
export async function forgetChats({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<void> {
  const ago = (days: number) => toDate(now.epochMilliseconds - days * dayMs)
  for (const { cityId, keep } of await retentionOfCities({ db })) {
    await db.$executeRaw`
      DELETE FROM telegram_watch w USING complaint c
      WHERE c.id = w.complaint_id AND c.city_id = ${cityId} AND NOT c.open
        AND c.updated_at < ${ago(keep.contactDays)}`
  }
  await db.telegramChat.deleteMany({ where: { updatedAt: { lt: ago(idleDays) }, watches: { none: {} } } })
  await db.telegramUpdate.deleteMany({ where: { at: { lt: ago(updateDays) } } })
}
