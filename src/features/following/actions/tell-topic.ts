import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'

/** Something that happened, for people. `href`: path in the portal, in this language. Plain texts. */
export type TopicNews = Record<Lang, { title: string; lines: readonly string[]; href: string }>

/** `isLast`: nothing can come after it, so the subscription ends with the letter, and with it an address of nothing else. */
export type ToldTopic = { cityId: number; topic: string; key: string; news: TopicNews; isLast?: boolean }

/**
 * Tells those who follow a topic, at once or in their daily letter. `key` says what happened (`published`, `moved:2`):
 * the same key at the same `href` is told to a follower once, whatever number of their topics it is told to. Writes in
 * the transaction of what happened; followers are looked up by a job after it.
 */
export async function tellTopic(
  tx: Transaction,
  { jobs, now }: Pick<Deps, 'jobs' | 'now'>,
  { cityId, topic, key, news, isLast = false }: ToldTopic,
): Promise<void> {
  const told = { cityId, key, path: news.kk.href }
  const createdAt = toDate(now().epochMilliseconds)
  await tx.topicNews.createMany({ data: [{ ...told, news, createdAt, isLast }], skipDuplicates: true })
  const { id } = await tx.topicNews.findUniqueOrThrow({
    where: { cityId_key_path: told },
    select: { id: true },
  })
  await jobs.add(tx, 'following.topic', { newsId: id, topic })
}

/** News of several topics that came at once; who follows several of them gets one letter. */
export type ToldTogether = {
  cityId: number
  /** Says what brought them, such as a list: part of the name of the letter. */
  group: string
  told: readonly Pick<ToldTopic, 'topic' | 'key' | 'news'>[]
}

/** Tells news of several topics together, by the same rules as `tellTopic`. */
export async function tellTopics(
  tx: Transaction,
  { jobs, now }: Pick<Deps, 'jobs' | 'now'>,
  { cityId, group, told }: ToldTogether,
): Promise<void> {
  if (told.length === 0) return
  const createdAt = toDate(now().epochMilliseconds)
  await tx.topicNews.createMany({
    data: told.map(({ key, news }) => ({ cityId, key, path: news.kk.href, news, createdAt })),
    skipDuplicates: true,
  })
  const rows = await tx.topicNews.findMany({
    where: {
      cityId,
      key: { in: [...new Set(told.map(({ key }) => key))] },
      path: { in: [...new Set(told.map(({ news }) => news.kk.href))] },
    },
    select: { id: true, key: true, path: true },
  })
  const ids = new Map(rows.map(({ id, key, path }) => [`${key} ${path}`, id]))
  const news = told.flatMap(({ topic, key, news: said }) => {
    const newsId = ids.get(`${key} ${said.kk.href}`)
    return newsId === undefined ? [] : [{ newsId, topic }]
  })
  await jobs.add(tx, 'following.topics', { group, news })
}

/** Takes back what was told and has not been mailed yet, because it is not so any more. Safe to repeat. */
export async function untellTopic(
  tx: Transaction,
  { cityId, key, href }: { cityId: number; key: string; href: string },
): Promise<void> {
  await tx.topicNews.deleteMany({ where: { cityId, key, path: href } })
}
