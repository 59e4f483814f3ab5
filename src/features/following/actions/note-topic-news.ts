import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Followers in one transaction. */
const perTransaction = 200

type Told = { newsId: number; topic: string }

/**
 * Notes news for everybody who follows the topic: one notice per follower, and the letter at once for those who want it
 * so. Safe to repeat. Answers how many were noted.
 */
export function noteTopicNews(deps: Deps, told: Told): Promise<number> {
  const letterOf = (followerId: number) => `topic.${followerId}.${told.newsId}`
  return noteForFollowers(deps, told, async (tx, following) => {
    const letters = await noted(tx, deps, { newsId: told.newsId, following, letterOf })
    for (const letter of letters) await deps.jobs.add(tx, 'following.letter', { letter })
    return letters.length
  })
}

/** Notes what came at once: for each follower all of it is one letter, which leaves when everything is noted. */
export async function noteTogether(
  deps: Deps,
  { group, news }: { group: string; news: readonly Told[] },
): Promise<void> {
  const letterOf = (followerId: number) => `${group}.${followerId}`
  for (const told of news) {
    await noteForFollowers(deps, told, async (tx, following) => {
      const letters = await noted(tx, deps, { newsId: told.newsId, following, letterOf })
      return letters.length
    })
  }
  // Read again and not remembered: a run before this one may have been killed here
  const waiting = await deps.db.followNotice.findMany({
    where: { topicNewsId: { in: news.map(({ newsId }) => newsId) }, letter: { not: null }, sentAt: null },
    distinct: ['letter'],
    select: { letter: true },
  })
  for (let from = 0; from < waiting.length; from += perTransaction) {
    await inTransaction(deps.db, async (tx) => {
      for (const { letter } of waiting.slice(from, from + perTransaction)) {
        await deps.jobs.add(tx, 'following.letter', { letter })
      }
    })
  }
}

/** Hands everybody who follows the topic to `note`, some at a time, each time in one transaction. */
async function noteForFollowers(
  deps: Deps,
  { newsId, topic }: Told,
  note: (tx: Transaction, following: Following[]) => Promise<number>,
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
    noted += await inTransaction(deps.db, (tx) => note(tx, following))
    after = last.id
  }
}

type Following = { id: number; followerId: number; cadence: string }

type Noting = { newsId: number; following: readonly Following[]; letterOf: (followerId: number) => string }

/** One notice per follower who is still one. @returns the letters that are to leave at once */
async function noted(
  tx: Transaction,
  { now }: Pick<Deps, 'now'>,
  { newsId, following, letterOf }: Noting,
): Promise<string[]> {
  const createdAt = toDate(now().epochMilliseconds)
  const still = await tx.subscription.findMany({
    where: { id: { in: following.map(({ id }) => id) } },
    select: { id: true },
  })
  const ids = new Set(still.map(({ id }) => id))
  const rows = await tx.followNotice.createManyAndReturn({
    data: following
      .filter(({ id }) => ids.has(id))
      .map(({ id, followerId, cadence }) => ({
        followerId,
        subscriptionId: id,
        topicNewsId: newsId,
        createdAt,
        letter: cadence === 'now' ? letterOf(followerId) : null,
      })),
    skipDuplicates: true,
    select: { letter: true },
  })
  return rows.flatMap(({ letter }) => (letter === null ? [] : [letter]))
}
