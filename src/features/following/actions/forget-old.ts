import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { idleFollowerDays, requestHours, sentNoticeDays, topicNewsDays } from '../rules.ts'

/**
 * Removes what is no longer needed (docs/retention.md): requests that are over, notices that were sent, addresses
 * that follow and support nothing, news of topics that went to everybody. Answers how many rows went.
 */
export async function forgetOld({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  const before = (hours: number) => toDate(now.subtract({ hours }).epochMilliseconds)
  const requests = await db.followRequest.deleteMany({
    where: { createdAt: { lt: before(2 * requestHours) } },
  })
  const notices = await db.followNotice.deleteMany({
    where: { sentAt: { lt: before(sentNoticeDays * 24) } },
  })
  const followers = await db.$executeRaw`
    DELETE FROM follower f WHERE f.confirmed_at < ${before(idleFollowerDays * 24)}
      AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.follower_id = f.id)
      AND NOT EXISTS (SELECT 1 FROM support v WHERE v.follower_id = f.id)`
  const news = await db.topicNews.deleteMany({
    where: { createdAt: { lt: before(topicNewsDays * 24) }, notices: { none: {} } },
  })
  return requests.count + notices.count + followers + news.count
}
