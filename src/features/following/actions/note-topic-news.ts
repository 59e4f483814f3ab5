import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Followers in one transaction. */
const perTransaction = 200

/**
 * Notes news for everybody who follows the topic: one notice per follower, and the letter at once for those who want it
 * so. Safe to repeat. Answers how many were noted.
 */
export async function noteTopicNews(
  deps: Deps,
  { newsId, topic }: { newsId: number; topic: string },
): Promise<number> {
  const news = await deps.db.topicNews.findUnique({ where: { id: newsId }, select: { cityId: true } })
  if (news === null) return 0
  let noted = 0
  for (let after = 0; ; ) {
    const following = await deps.db.subscription.findMany({
      where: { topic, cityId: news.cityId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: perTransaction,
      select: { id: true, followerId: true, cadence: true },
    })
    const last = following.at(-1)
    if (last === undefined) return noted
    noted += await note(deps, { newsId, following })
    after = last.id
  }
}

type Following = { id: number; followerId: number; cadence: string }

function note(
  deps: Deps,
  { newsId, following }: { newsId: number; following: Following[] },
): Promise<number> {
  const createdAt = toDate(deps.now().epochMilliseconds)
  return inTransaction(deps.db, async (tx) => {
    const still = await tx.subscription.findMany({
      where: { id: { in: following.map(({ id }) => id) } },
      select: { id: true },
    })
    const ids = new Set(still.map(({ id }) => id))
    const noted = await tx.followNotice.createManyAndReturn({
      data: following
        .filter(({ id }) => ids.has(id))
        .map(({ id, followerId, cadence }) => ({
          followerId,
          subscriptionId: id,
          topicNewsId: newsId,
          createdAt,
          letter: cadence === 'now' ? `topic.${followerId}.${newsId}` : null,
        })),
      skipDuplicates: true,
      select: { letter: true },
    })
    for (const { letter } of noted) {
      if (letter !== null) await deps.jobs.add(tx, 'following.letter', { letter })
    }
    return noted.length
  })
}
