import type { Transaction } from '../../../platform/db/transaction.ts'
import { followedTopics } from '../../following/index.ts'
import { worksTopic } from '../paths.ts'

/**
 * Topics of the followed streets that lie in a district or run through it. Streets know no districts: where they lie is
 * known from the works that were published on them. A street on which nothing was published may lie anywhere, so whoever
 * follows it is told as well (docs/decisions/0080).
 */
export async function topicsOfDistrict(
  tx: Transaction,
  { cityId, districtId }: { cityId: number; districtId: number },
): Promise<string[]> {
  const topics = await followedTopics({ db: tx }, { cityId, prefix: `${worksTopic()}:street:` })
  const streets = topics.map((topic) => ({ topic, id: Number(topic.split(':').at(-1)) }))
  if (streets.length === 0) return []
  const rows = await tx.$queryRaw<{ streetId: number; isHere: boolean }[]>`
    SELECT s.street_id AS "streetId", bool_or(w.district_id = ${districtId}) AS "isHere"
    FROM work_street s JOIN work w ON w.id = s.work_id
    WHERE s.street_id = ANY (${streets.map(({ id }) => id)}) AND w.district_id IS NOT NULL
      AND w.published_at IS NOT NULL
    GROUP BY 1`
  const known = new Map(rows.map(({ streetId, isHere }) => [streetId, isHere]))
  return streets.filter(({ id }) => known.get(id) ?? true).map(({ topic }) => topic)
}
