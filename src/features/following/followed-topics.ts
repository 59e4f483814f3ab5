import type { Deps } from '../../platform/deps.ts'

/** Topics that begin with `prefix` and that somebody in the city follows. */
export async function followedTopics(
  { db }: { db: Pick<Deps['db'], 'subscription'> },
  { cityId, prefix }: { cityId: number; prefix: string },
): Promise<string[]> {
  const rows = await db.subscription.findMany({
    where: { cityId, topic: { startsWith: prefix } },
    distinct: ['topic'],
    select: { topic: true },
  })
  return rows.flatMap(({ topic }) => (topic === null ? [] : [topic]))
}
