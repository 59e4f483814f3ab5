import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { casesSql, inPart, isComplaint } from './cases.ts'
import type { Scope } from './scope.ts'
import type { Month, Span } from './window.ts'

/** What the aggregates need beside the connection; instants in milliseconds UTC. */
export type Question = { cityId: number; scope: Scope; span: Span; months: readonly Month[]; asOf: number }

/** `grp` is the office, or 0 for the whole city. */
type Grouped = { grp: number }

export type HeadlineRow = Grouped & {
  received: number
  answered: number
  due: number
  onTime: number
  extended: number
  withdrawn: number
  forwarded: number
  instant: number
  hidden: number
  /** Median number of offices per complaint. */
  offices: number | null
}

export function headline(tx: Transaction, question: Question): Promise<HeadlineRow[]> {
  const { start, end, dueEnd } = bounds(question)
  const inWindow = (column: Prisma.Sql) => Prisma.sql`${column} >= ${start} AND ${column} < ${end}`
  const received = Prisma.sql`is_received AND ${inWindow(Prisma.sql`start_at`)}`
  const answered = inWindow(Prisma.sql`first_answer_at`)
  return tx.$queryRaw<HeadlineRow[]>`
    WITH cases AS (${casesSql(question.cityId, question.scope)})
    SELECT grp,
      count(*) FILTER (WHERE ${received})::int AS received,
      count(*) FILTER (WHERE ${answered})::int AS answered,
      count(*) FILTER (WHERE ${isDue(start, dueEnd)})::int AS due,
      count(*) FILTER (WHERE ${isOnTime(start, dueEnd)})::int AS "onTime",
      count(*) FILTER (WHERE ${isDue(start, dueEnd)} AND extensions > 0)::int AS extended,
      count(*) FILTER (WHERE left_kind = 'withdrawn' AND ${inWindow(Prisma.sql`left_at`)})::int AS withdrawn,
      count(*) FILTER (WHERE left_kind = 'forwarded' AND ${inWindow(Prisma.sql`left_at`)})::int AS forwarded,
      count(*) FILTER (WHERE ${answered} AND first_answer_at < start_at + interval '10 minutes')::int AS instant,
      count(*) FILTER (WHERE ${received} AND publication = 'hidden')::int AS hidden,
      (percentile_disc(0.5) WITHIN GROUP (ORDER BY transfer_count + 1) FILTER (WHERE ${received}))::int AS offices
    FROM cases GROUP BY grp`
}

/** Histograms of whole hours since the start, as two arrays side by side. */
export type HoursRow = Grouped & {
  measure: 'answer' | 'done'
  /** answer: answered or left; done: solved, other or left. */
  kind: 'answered' | 'solved' | 'other' | 'left'
  hours: number[]
  counts: number[]
}

/** Hours to the first answer and to the end, for what came in within the window; open cases count until `asOf`. */
export function hourHistograms(tx: Transaction, question: Question): Promise<HoursRow[]> {
  const { start, end, asOf } = bounds(question)
  return tx.$queryRaw<HoursRow[]>`
    WITH cases AS (${casesSql(question.cityId, question.scope)})
    SELECT grp, measure, kind, array_agg(hour) AS hours, array_agg(n) AS counts
    FROM (
      SELECT grp, measure, kind,
        greatest(0, floor(extract(epoch FROM at - start_at) / 3600))::int AS hour, count(*)::int AS n
      FROM cases CROSS JOIN LATERAL (VALUES
        ('answer', CASE WHEN first_answer_at IS NULL THEN 'left' ELSE 'answered' END,
          coalesce(first_answer_at, left_at, ${asOf}::timestamptz)),
        ('done', CASE WHEN done_at IS NULL THEN 'left' ELSE done_kind END, coalesce(done_at, gone_at, ${asOf}::timestamptz))
      ) seen (measure, kind, at)
      WHERE is_received AND start_at >= ${start} AND start_at < ${end}
      GROUP BY 1, 2, 3, 4
    ) histogram
    GROUP BY 1, 2, 3`
}

export type SliceRow = Grouped & {
  /** Exactly one is told by `by`; null where the complaint has none. */
  categoryId: number | null
  districtId: number | null
  by: 'category' | 'district'
  received: number
  due: number
  onTime: number
}

/** The same counts by category and by district. */
export function slices(tx: Transaction, question: Question): Promise<SliceRow[]> {
  const { start, end, dueEnd } = bounds(question)
  return tx.$queryRaw<SliceRow[]>`
    WITH cases AS (${casesSql(question.cityId, question.scope)})
    SELECT grp, category_id AS "categoryId", district_id AS "districtId",
      CASE WHEN grouping(category_id) = 0 THEN 'category' ELSE 'district' END AS by,
      count(*) FILTER (WHERE is_received AND start_at >= ${start} AND start_at < ${end})::int AS received,
      count(*) FILTER (WHERE ${isDue(start, dueEnd)})::int AS due,
      count(*) FILTER (WHERE ${isOnTime(start, dueEnd)})::int AS "onTime"
    FROM cases GROUP BY GROUPING SETS ((grp, category_id), (grp, district_id))`
}

export type FlowRow = Grouped & {
  event: 'received' | 'reopened' | 'answered' | 'left' | 'due' | 'onTime'
  /** Position in `months`, from 1; 0 = everything before them. */
  month: number
  n: number
}

/**
 * What came in, came back, was answered for good and left, by month of the event; besides what fell due. Received
 * plus reopened less answered and left is the change of the stock, by construction of the events.
 */
export function flow(tx: Transaction, question: Question): Promise<FlowRow[]> {
  const { cityId, scope, months, asOf } = question
  const edges = [...months.map(({ start }) => start), months.at(-1)?.end ?? asOf]
  const end = toDate(edges.at(-1) ?? asOf)
  const byOffice = scope.unit === 'stay'
  return tx.$queryRaw<FlowRow[]>`
    WITH edges AS (SELECT ${edges.map((edge) => toDate(edge))}::timestamptz[] AS list)
    SELECT grp, event, month, sum(n)::int AS n
    FROM (
      SELECT grp, event, width_bucket(events.at, edges.list) AS month, count(*) AS n
      FROM edges, (${casesSql(cityId, scope)}) cases CROSS JOIN LATERAL (VALUES
        (CASE WHEN is_received THEN 'received' ELSE 'reopened' END, start_at),
        ('left', left_at),
        ('due', CASE WHEN due_at < ${toDate(asOf)} AND ${countsAsDue} THEN due_at END),
        ('onTime', CASE WHEN due_at < ${toDate(asOf)} AND first_answer_at <= due_at THEN due_at END)
      ) events (event, at)
      WHERE events.at < ${end} GROUP BY 1, 2, 3
      UNION ALL
      SELECT grp, event, width_bucket(events.at, edges.list), count(*)
      FROM edges, (
        SELECT ${byOffice ? Prisma.sql`u.office_id` : Prisma.sql`0`} AS grp, a.outcome, a.at, a.reopened_at
        FROM answer a JOIN complaint c ON c.id = a.complaint_id
        ${byOffice ? stayOfAnswer : Prisma.empty}
        WHERE c.city_id = ${cityId} AND ${isComplaint} AND ${inPart(scope)}
          AND ${byOffice ? Prisma.sql`true` : Prisma.sql`c.outcome IS DISTINCT FROM 'merged'`}
      ) answers CROSS JOIN LATERAL (VALUES
        ('answered', CASE WHEN outcome <> 'planned' THEN answers.at END),
        ('reopened', ${byOffice ? Prisma.sql`NULL::timestamptz` : Prisma.sql`reopened_at`})
      ) events (event, at)
      WHERE events.at < ${end} GROUP BY 1, 2, 3
    ) counted
    GROUP BY 1, 2, 3`
}

export type AnswerRow = Grouped & {
  outcome: string
  verdict: string | null
  ground: string | null
  n: number
  /** Given at least 30 days before `asOf`, and how many of those were reopened within 30 days. */
  settled: number
  reopened: number
  noPhoto: number
}

/**
 * Answers of the window that stand: the last of a complaint, or the last before it was reopened. A plan that was
 * followed by another answer is not counted twice.
 */
export function standingAnswers(tx: Transaction, question: Question): Promise<AnswerRow[]> {
  const { cityId, scope } = question
  const { start, end, asOf } = bounds(question)
  const byOffice = scope.unit === 'stay'
  return tx.$queryRaw<AnswerRow[]>`
    SELECT ${byOffice ? Prisma.sql`u.office_id` : Prisma.sql`0`} AS grp, a.outcome, a.verdict, a.ground,
      count(*)::int AS n,
      count(*) FILTER (WHERE a.at <= ${asOf}::timestamptz - interval '720 hours')::int AS settled,
      count(*) FILTER (WHERE a.at <= ${asOf}::timestamptz - interval '720 hours'
        AND a.reopened_at <= a.at + interval '720 hours')::int AS reopened,
      count(*) FILTER (WHERE a.outcome = 'solved' AND a.staff_id IS NOT NULL AND k.proof_photo AND NOT EXISTS (
        SELECT 1 FROM photo p WHERE p.complaint_id = a.complaint_id AND p.role = 'after' AND p.answer_no = a.no
      ))::int AS "noPhoto"
    FROM answer a
    JOIN complaint c ON c.id = a.complaint_id
    LEFT JOIN category k ON k.id = c.category_id
    ${byOffice ? stayOfAnswer : Prisma.empty}
    WHERE c.city_id = ${cityId} AND ${isComplaint} AND ${inPart(scope)}
      AND ${byOffice ? Prisma.sql`true` : Prisma.sql`c.outcome IS DISTINCT FROM 'merged'`}
      AND a.at >= ${start} AND a.at < ${end}
      AND (a.reopened_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM answer n WHERE n.complaint_id = a.complaint_id AND n.no = a.no + 1))
    GROUP BY 1, 2, 3, 4`
}

export type OpenRow = Grouped & {
  n: number
  overdue: number
  unanswered: number
  oldestHours: number
  /** Age in days: 0-3, 4-15, 16-30, 31-90, more. */
  bands: number[]
}

/** The backlog at `asOf`, whatever the window. Late means late by the term of the office that holds it. */
export function openNow(tx: Transaction, question: Question): Promise<OpenRow[]> {
  const { cityId, scope } = question
  const { asOf } = bounds(question)
  const source =
    scope.unit === 'complaint'
      ? Prisma.sql`SELECT 0 AS grp, c.received_at AS start_at, c.due_at, c.first_answer_at FROM complaint c
          WHERE c.city_id = ${cityId} AND c.open AND ${inPart(scope)}`
      : Prisma.sql`SELECT u.office_id AS grp, u.start_at, u.due_at, u.first_answer_at
          FROM complaint c JOIN custody u ON u.complaint_id = c.id AND u.end_kind = 'open'
          WHERE c.city_id = ${cityId} AND c.open AND ${inPart(scope)}`
  return tx.$queryRaw<OpenRow[]>`
    WITH open AS (
      SELECT *, greatest(0, floor(extract(epoch FROM ${asOf}::timestamptz - start_at) / 3600))::int AS hours
      FROM (${source}) source
    )
    SELECT grp, count(*)::int AS n,
      count(*) FILTER (WHERE due_at < ${asOf})::int AS overdue,
      count(*) FILTER (WHERE first_answer_at IS NULL)::int AS unanswered,
      max(hours)::int AS "oldestHours",
      ARRAY[
        count(*) FILTER (WHERE hours < 96), count(*) FILTER (WHERE hours >= 96 AND hours < 384),
        count(*) FILTER (WHERE hours >= 384 AND hours < 744),
        count(*) FILTER (WHERE hours >= 744 AND hours < 2184), count(*) FILTER (WHERE hours >= 2184)
      ]::int[] AS bands
    FROM open GROUP BY grp`
}

export type ActRow = Grouped & { act: 'merged' | 'within3' | 'later' | 'recategorised'; n: number }

/**
 * Rare acts of the window, from the activity itself: passed on within 3 working days or later (as it was told to
 * the resident then), merged into another complaint, given another category after the term had ended.
 */
export function rareActs(tx: Transaction, question: Question): Promise<ActRow[]> {
  const { cityId, scope } = question
  const { start, end } = bounds(question)
  const byOffice = scope.unit === 'stay'
  const stay = byOffice
    ? Prisma.sql`JOIN custody u ON u.complaint_id = c.id AND u.start_at <= v.at AND (u.end_at >= v.at OR u.end_at IS NULL)
        AND (v.kind = 'recategorised' OR u.end_at = v.at AND u.end_kind = v.kind)`
    : Prisma.sql`LEFT JOIN custody u ON u.complaint_id = c.id AND u.no = 1`
  return tx.$queryRaw<ActRow[]>`
    SELECT ${byOffice ? Prisma.sql`u.office_id` : Prisma.sql`0`} AS grp, act, count(*)::int AS n
    FROM activity v
    JOIN complaint c ON c.id = v.complaint_id
    ${stay}
    CROSS JOIN LATERAL (SELECT CASE
      WHEN v.kind <> 'transferred' THEN v.kind
      WHEN (v.payload->>'late')::boolean THEN 'later' ELSE 'within3' END AS act) named
    WHERE v.kind IN ('transferred', 'recategorised', 'merged') AND v.at >= ${start} AND v.at < ${end}
      AND (v.kind <> 'recategorised' OR v.at > u.due_at)
      AND c.city_id = ${cityId} AND ${isComplaint} AND ${inPart(scope)}
    GROUP BY 1, 2`
}

export type BurstRow = Grouped & { n: number }

/** Answers that stand in a run of 20 or more by one person within 10 minutes. */
export function burstAnswers(tx: Transaction, question: Question): Promise<BurstRow[]> {
  const { cityId, scope } = question
  const { start, end } = bounds(question)
  const byOffice = scope.unit === 'stay'
  return tx.$queryRaw<BurstRow[]>`
    WITH answers AS (
      SELECT a.complaint_id, a.no, a.custody_no, a.staff_id, a.at,
        lead(a.at, 19) OVER (PARTITION BY a.staff_id ORDER BY a.at, a.complaint_id, a.no)
          <= a.at + interval '10 minutes' AS begins
      FROM answer a JOIN complaint c ON c.id = a.complaint_id
      WHERE c.city_id = ${cityId} AND a.staff_id IS NOT NULL AND a.at >= ${start} AND a.at < ${end}
    ),
    marked AS (
      SELECT *, bool_or(begins) OVER (PARTITION BY staff_id ORDER BY at, complaint_id, no
        ROWS BETWEEN 19 PRECEDING AND CURRENT ROW) AS in_burst
      FROM answers
    )
    SELECT ${byOffice ? Prisma.sql`u.office_id` : Prisma.sql`0`} AS grp, count(*)::int AS n
    FROM marked a JOIN complaint c ON c.id = a.complaint_id
    JOIN custody u ON u.complaint_id = a.complaint_id AND u.no = a.custody_no
    WHERE in_burst AND ${isComplaint} AND ${inPart(scope)}
    GROUP BY 1`
}

const stayOfAnswer = Prisma.sql`JOIN custody u ON u.complaint_id = a.complaint_id AND u.no = a.custody_no`

/** Answered, or there to be answered, when the term ended; going away before is nobody's failure. */
const countsAsDue = Prisma.sql`(first_answer_at <= due_at OR left_at IS NULL OR left_at >= due_at)`

const isDue = (start: Date, dueEnd: Date) =>
  Prisma.sql`due_at >= ${start} AND due_at < ${dueEnd} AND ${countsAsDue}`

const isOnTime = (start: Date, dueEnd: Date) =>
  Prisma.sql`due_at >= ${start} AND due_at < ${dueEnd} AND first_answer_at <= due_at`

/** A term that ends after `asOf` has not ended yet, even when the window reaches further. */
function bounds({ span, asOf }: Question) {
  return {
    start: toDate(span.start),
    end: toDate(span.end),
    dueEnd: toDate(Math.min(span.end, asOf)),
    asOf: toDate(asOf),
  }
}
