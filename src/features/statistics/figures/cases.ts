import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Part, Scope } from './scope.ts'

/**
 * SQL of the units that are counted (statistics.md 1): complaints for figures of a city, stays with an office for
 * figures of offices. Both have the same columns, so everything after is written once:
 *
 * - grp            the office, or 0 for the city
 * - start_at       first registration; beginning of the stay
 * - is_received    false for a stay that begins because the resident reopened the complaint
 * - due_at         end of the term of the first office, which no question pauses; of this office
 * - left_at, left_kind  when and how it went without an answer: withdrawn, forwarded (to an organisation outside),
 *                  and for stays transferred, merged
 * - done_at, done_kind  the last answer that ended it for good: solved or other
 * - gone_at        when it stopped being observed without such an answer; null while it is open
 */
export function casesSql(cityId: number, scope: Scope): Prisma.Sql {
  const cases = scope.unit === 'complaint' ? complaintCases(cityId, scope) : stayCases(cityId, scope)
  // A fence for the planner: each unit is looked up once, not again for every column that uses it.
  return Prisma.sql`${cases} OFFSET 0`
}

/** Merged duplicates are counted with their main complaint only; what is no complaint at all is never counted. */
function complaintCases(cityId: number, scope: Scope): Prisma.Sql {
  return Prisma.sql`
    SELECT 0 AS grp, c.id AS complaint_id, c.category_id, c.district_id, c.publication, c.transfer_count,
      c.received_at AS start_at, true AS is_received, coalesce(f.gross_due_at, f.due_at) AS due_at, coalesce(f.extensions, 0) AS extensions,
      c.first_answer_at, left_at, CASE WHEN left_at IS NOT NULL THEN c.outcome END AS left_kind,
      left_at AS gone_at, ${done(Prisma.sql`true`)}
    FROM complaint c
    LEFT JOIN custody f ON f.complaint_id = c.id AND f.no = 1
    CROSS JOIN LATERAL (
      SELECT CASE WHEN c.outcome IN ('withdrawn', 'forwarded') THEN
        (SELECT max(v.at) FROM activity v WHERE v.complaint_id = c.id AND v.kind = c.outcome) END AS left_at
    ) gone
    WHERE c.city_id = ${cityId} AND c.outcome IS DISTINCT FROM 'merged'
      AND ${isComplaint} AND ${inPart(scope)}`
}

/** A complaint forwarded outside ends its last stay as answered, though nobody answered: told by the outcome. */
function stayCases(cityId: number, scope: Scope): Prisma.Sql {
  return Prisma.sql`
    SELECT u.office_id AS grp, c.id AS complaint_id, c.category_id, c.district_id, c.publication,
      c.transfer_count, u.start_at, u.start_kind <> 'reopened' AS is_received, u.due_at, u.extensions,
      u.first_answer_at, CASE WHEN left_kind IS NOT NULL THEN u.end_at END AS left_at, left_kind,
      coalesce(passed_on_at, ended_at) AS gone_at, ${done(Prisma.sql`passed_on_at IS NULL`)}
    FROM custody u
    JOIN complaint c ON c.id = u.complaint_id
    CROSS JOIN LATERAL (
      SELECT
        CASE WHEN u.end_kind IN ('transferred', 'withdrawn', 'merged') THEN u.end_kind
          WHEN u.end_kind = 'answered' AND c.outcome = 'forwarded' AND NOT EXISTS (
            SELECT 1 FROM custody n WHERE n.complaint_id = u.complaint_id AND n.no = u.no + 1
          ) THEN 'forwarded' END AS left_kind,
        CASE WHEN c.transfer_count > 0 THEN (
          SELECT min(n.start_at) FROM custody n
          WHERE n.complaint_id = u.complaint_id AND n.no > u.no AND n.start_kind = 'transferred'
        ) END AS passed_on_at,
        CASE WHEN c.outcome IN ('withdrawn', 'merged', 'forwarded') THEN (
          SELECT max(n.end_at) FROM custody n WHERE n.complaint_id = u.complaint_id
        ) END AS ended_at
    ) fate
    WHERE c.city_id = ${cityId} AND ${isComplaint} AND ${inPart(scope)}`
}

const done = (isLastStay: Prisma.Sql) => Prisma.sql`
  CASE WHEN NOT c.open AND c.outcome IN ('solved', 'explained', 'refused') AND ${isLastStay}
    THEN c.last_answer_at END AS done_at,
  CASE WHEN c.outcome = 'solved' THEN 'solved' ELSE 'other' END AS done_kind`

/** Removed by a moderator as spam or a test: not in any figure. */
export const isComplaint = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM custody r WHERE r.complaint_id = c.id AND r.end_kind = 'not_a_complaint')`

/** Narrows rows of complaint `c`. */
export function inPart({ categoryId, districtId, channel }: Part): Prisma.Sql {
  const conditions = [
    categoryId === null ? null : Prisma.sql`c.category_id = ${categoryId}`,
    districtId === null ? null : Prisma.sql`c.district_id = ${districtId}`,
    channel === null ? null : Prisma.sql`c.channel = ${channel}`,
  ].filter((condition) => condition !== null)
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')
}
