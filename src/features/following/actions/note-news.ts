import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { cityById } from '../../city/index.ts'
import { conditionOf, type News, newsOf, parseFilter } from '../../complaints/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { distance, isToldToFollowers, isToldToLists } from '../rules.ts'

/** Queries that one statement asks about one complaint. */
const perStatement = 100

type Candidate = {
  id: number
  followerId: number
  cadence: string
  complaintId: number | null
  scope: string
  query: { filter?: Record<string, string> } | null
  lat: number | null
  lon: number | null
  radius: number | null
}

/**
 * Notes an event for everybody who follows the complaint, its place or a query it is in: one notice per follower,
 * however many of their subscriptions it fits. Those who want it at once get their letter in the same transaction.
 * What everybody may not see is no news. Safe to repeat. Answers how many were noted.
 */
export async function noteNews(deps: Deps, event: { complaintId: number; seq: number }): Promise<number> {
  const news = await newsOf(deps, event)
  if (news === null || !news.shown) return 0
  const fitting = [...(await ofComplaint(deps, news)), ...(await ofLists(deps, news))]
  // Who wants it at once gets it at once, though another subscription of theirs would wait.
  const ordered = fitting.toSorted((a, b) => Number(b.cadence === 'now') - Number(a.cadence === 'now'))
  const byFollower = new Map<number, Candidate>()
  for (const one of ordered) if (!byFollower.has(one.followerId)) byFollower.set(one.followerId, one)
  if (byFollower.size === 0) return 0
  const createdAt = toDate(deps.now().epochMilliseconds)
  return inTransaction(deps.db, async (tx) => {
    const noted = await tx.followNotice.createManyAndReturn({
      data: [...byFollower.values()].map(({ id, followerId, cadence }) => ({
        followerId,
        subscriptionId: id,
        complaintId: news.complaintId,
        seq: news.seq,
        createdAt,
        letter: cadence === 'now' ? letterOf(followerId, news) : null,
      })),
      skipDuplicates: true,
      select: { letter: true },
    })
    for (const { letter } of noted)
      if (letter !== null) await deps.jobs.add(tx, 'following.letter', { letter })
    return noted.length
  })
}

const letterOf = (followerId: number, { complaintId, seq }: News): string =>
  `news.${followerId}.${complaintId}.${seq}`

const columns = Prisma.sql`s.id, s.follower_id AS "followerId", s.cadence, s.complaint_id AS "complaintId", s.scope,
  s.query, s.lat, s.lon, s.radius`

async function ofComplaint({ db }: Pick<Deps, 'db'>, news: News): Promise<Candidate[]> {
  if (!isToldToFollowers(news)) return []
  return db.$queryRaw<Candidate[]>`
    SELECT ${columns} FROM subscription s WHERE s.complaint_id = ${news.complaintId}`
}

/** Subscriptions to lists of this city that hold the complaint now. The same query is looked up once. */
async function ofLists(deps: Deps, news: News): Promise<Candidate[]> {
  if (!isToldToLists(news)) return []
  const city = await cityById(deps, news.cityId)
  if (city === null) return []
  const all = await deps.db.$queryRaw<Candidate[]>`
    SELECT ${columns} FROM subscription s WHERE s.city_id = ${news.cityId} AND s.query IS NOT NULL`
  const directory = await directoryOf(deps, city.id)
  const inCircle = all.filter((one) => isNear(one, news))
  const filters = new Map(
    inCircle.map((one) => {
      const { filter } = parseFilter(one.query?.filter ?? {}, { city, directory })
      return [JSON.stringify(one.query?.filter ?? {}), filter]
    }),
  )
  // What the facts of the complaint contradict needs no statement.
  const likely = [...filters].filter(
    ([, { category, district, office }]) =>
      (category === null || category.id === news.categoryId) &&
      (district === null || district.id === news.districtId) &&
      (office === null || office.id === news.officeId),
  )
  const scope = { cityId: city.id, timeZone: city.timeZone, now: deps.now().epochMilliseconds }
  const matching = new Set<string>()
  for (let from = 0; from < likely.length; from += perStatement) {
    const asked = likely.slice(from, from + perStatement).map(
      ([key, filter]) =>
        Prisma.sql`SELECT ${key}::text AS key FROM complaint c
            WHERE c.id = ${news.complaintId} AND ${conditionOf(filter, scope)}`,
    )
    const rows = await deps.db.$queryRaw<{ key: string }[]>`${Prisma.join(asked, ' UNION ALL ')}`
    for (const { key } of rows) matching.add(key)
  }
  return inCircle.filter((one) => matching.has(JSON.stringify(one.query?.filter ?? {})))
}

function isNear({ lat, lon, radius }: Candidate, news: News): boolean {
  if (lat === null || lon === null || radius === null) return true
  return (
    news.lat !== null &&
    news.lon !== null &&
    distance({ lat, lon }, { lat: news.lat, lon: news.lon }) <= radius
  )
}
