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

export type CountRow = Grouped & {
  categoryId: number | null
  /** Told for complaints only. */
  districtId: number | null
  received: number
  answered: number
  due: number
  onTime: number
  extended: number
  withdrawn: number
  forwarded: number
  instant: number
  hidden: number
}

/** What is simply counted, by category and district; sums of rows are the figures of everything. */
export function counts(tx: Transaction, question: Question): Promise<CountRow[]> {
  const { start, end, dueEnd } = bounds(question)
  const inWindow = (column: Prisma.Sql) => Prisma.sql`${column} >= ${start} AND ${column} < ${end}`
  const received = Prisma.sql`is_received AND ${inWindow(Prisma.sql`start_at`)}`
  const answered = inWindow(Prisma.sql`first_answer_at`)
  const fellDue = Prisma.sql`due_at >= ${start} AND due_at < ${dueEnd}`
  const district = question.scope.unit === 'complaint' ? Prisma.sql`district_id` : Prisma.sql`NULL::int`
  return tx.$queryRaw<CountRow[]>`
    SELECT grp, category_id AS "categoryId", ${district} AS "districtId",
      count(*) FILTER (WHERE ${received})::int AS received,
      count(*) FILTER (WHERE ${answered})::int AS answered,
      count(*) FILTER (WHERE ${fellDue} AND ${countsAsDue})::int AS due,
      count(*) FILTER (WHERE ${fellDue} AND first_answer_at <= due_at)::int AS "onTime",
      count(*) FILTER (WHERE ${fellDue} AND ${countsAsDue} AND extensions > 0)::int AS extended,
      count(*) FILTER (WHERE left_kind = 'withdrawn' AND ${inWindow(Prisma.sql`left_at`)})::int AS withdrawn,
      count(*) FILTER (WHERE left_kind = 'forwarded' AND ${inWindow(Prisma.sql`left_at`)})::int AS forwarded,
      count(*) FILTER (WHERE ${answered} AND first_answer_at < start_at + interval '10 minutes')::int AS instant,
      count(*) FILTER (WHERE ${received} AND publication = 'hidden')::int AS hidden
    FROM (${casesSql(question.cityId, question.scope)}) cases
    GROUP BY 1, 2, 3`
}

/**
 * Histograms of hours: time to the first answer (answered, unanswered) and to the end (solved, ended, unended) of
 * what came in within the window. Of months, 1 = the first of `months`, 0 = all before: received, left, due. And of
 * the number of offices that had a complaint.
 */
export type Tally =
  | ('answered' | 'unanswered' | 'solved' | 'ended' | 'unended')
  | ('received' | 'reopened' | 'left' | 'due' | 'onTime' | 'offices')

export type TallyRow = Grouped & { tally: Tally; keys: number[]; counts: number[] }

/** All histograms from one pass over the cases; open cases count until `asOf`. */
export function tallies(tx: Transaction, question: Question): Promise<TallyRow[]> {
  const { cityId, scope } = question
  const { start, end, asOf } = bounds(question)
  return tx.$queryRaw<TallyRow[]>`
    WITH edges AS (SELECT ${edgesOf(question)}::timestamptz[] AS list),
    seen AS (
      SELECT grp, is_received, transfer_count + 1 AS offices, inside,
        CASE WHEN inside THEN first_answer_at IS NOT NULL END AS is_answered,
        CASE WHEN inside THEN ${hours(Prisma.sql`coalesce(first_answer_at, left_at, ${asOf}::timestamptz)`)} END AS wait,
        CASE WHEN NOT inside THEN NULL WHEN done_at IS NULL THEN 'unended' ELSE done_kind END AS done,
        CASE WHEN inside THEN ${hours(Prisma.sql`coalesce(done_at, gone_at, ${asOf}::timestamptz)`)} END AS lasted,
        width_bucket(start_at, list) AS started, width_bucket(left_at, list) AS leaving,
        CASE WHEN due_at < ${asOf} AND ${countsAsDue} THEN width_bucket(due_at, list) END AS due,
        coalesce(first_answer_at <= due_at, false) AS in_time
      FROM edges, (
        SELECT *, is_received AND start_at >= ${start} AND start_at < ${end} AS inside
        FROM (${casesSql(cityId, scope)}) cases
      ) cases
    ),
    counted AS (
      SELECT grp, count(*) AS n, coalesce(wait, lasted, started, leaving, due, offices) AS key,
        CASE
          WHEN grouping(wait) = 0 THEN CASE WHEN is_answered THEN 'answered' ELSE 'unanswered' END
          WHEN grouping(lasted) = 0 THEN CASE done WHEN 'other' THEN 'ended' ELSE done END
          WHEN grouping(started) = 0 THEN CASE WHEN is_received THEN 'received' ELSE 'reopened' END
          WHEN grouping(leaving) = 0 THEN 'left'
          WHEN grouping(due) = 0 THEN CASE WHEN in_time THEN 'onTime' ELSE 'due' END
          WHEN inside THEN 'offices'
        END AS tally
      FROM seen
      GROUP BY GROUPING SETS ((grp, is_answered, wait), (grp, done, lasted), (grp, is_received, started),
        (grp, leaving), (grp, in_time, due), (grp, inside, offices))
    )
    SELECT grp, tally, array_agg(key) AS keys, array_agg(n::int) AS counts
    FROM counted WHERE key IS NOT NULL AND tally IS NOT NULL
    GROUP BY 1, 2`
}

export type AnswerRow = Grouped & {
  outcome: string | null
  verdict: string | null
  ground: string | null
  /** Answers of the window that stand. */
  n: number
  /** Of those, given at least 30 days before `asOf`, and how many of them were reopened within 30 days. */
  settled: number
  reopened: number
  noPhoto: number
  /** Of rows by month: all answers that ended a case, and all reopenings. */
  answeredIn: number | null
  ends: number
  reopenedIn: number | null
  reopenings: number
}

/**
 * Answers that stand: the last of a complaint, or the last before it was reopened, so that a plan that was followed
 * by another answer is not counted twice. Rows of outcomes come with those of months, `answeredIn`, `reopenedIn`.
 */
export function answers(tx: Transaction, question: Question): Promise<AnswerRow[]> {
  const { cityId, scope } = question
  const { start, end, asOf } = bounds(question)
  const byOffice = scope.unit === 'stay'
  const settled = Prisma.sql`stands AND at <= ${asOf}::timestamptz - interval '720 hours'`
  return tx.$queryRaw<AnswerRow[]>`
    WITH edges AS (SELECT ${edgesOf(question)}::timestamptz[] AS list),
    given AS (
      SELECT ${byOffice ? Prisma.sql`u.office_id` : Prisma.sql`0`} AS grp, a.at, a.reopened_at,
        a.outcome, a.verdict, a.ground, width_bucket(a.at, list) AS month,
        width_bucket(a.reopened_at, list) AS reopened_month,
        a.at >= ${start} AND a.at < ${end} AND (a.reopened_at IS NOT NULL OR later.no IS NULL) AS stands,
        a.outcome = 'solved' AND a.staff_id IS NOT NULL AND k.proof_photo AND NOT EXISTS (
          SELECT 1 FROM photo p WHERE p.complaint_id = a.complaint_id AND p.role = 'after' AND p.answer_no = a.no
        ) AS lacks_photo
      FROM edges CROSS JOIN answer a
      JOIN complaint c ON c.id = a.complaint_id
      LEFT JOIN answer later ON later.complaint_id = a.complaint_id AND later.no = a.no + 1
      LEFT JOIN category k ON k.id = c.category_id
      ${byOffice ? stayOfAnswer : Prisma.empty}
      WHERE c.city_id = ${cityId} AND ${isComplaint} AND ${inPart(scope)}
        AND ${byOffice ? Prisma.sql`true` : Prisma.sql`c.outcome IS DISTINCT FROM 'merged'`}
    )
    SELECT grp, outcome, verdict, ground, month AS "answeredIn", reopened_month AS "reopenedIn",
      count(*) FILTER (WHERE stands)::int AS n,
      count(*) FILTER (WHERE ${settled})::int AS settled,
      count(*) FILTER (WHERE ${settled} AND reopened_at <= at + interval '720 hours')::int AS reopened,
      count(*) FILTER (WHERE stands AND lacks_photo)::int AS "noPhoto",
      count(*) FILTER (WHERE outcome <> 'planned')::int AS ends,
      count(reopened_at)::int AS reopenings
    FROM given
    GROUP BY GROUPING SETS ((grp, outcome, verdict, ground), (grp, month), (grp, reopened_month))`
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
 * the resident then), merged into another complaint and not parted again, given another category after the term had
 * ended.
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
      AND (v.kind <> 'merged' OR NOT EXISTS (
        SELECT 1 FROM activity w WHERE w.complaint_id = v.complaint_id AND w.kind = 'unmerged' AND w.seq > v.seq))
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

/** Whole hours since the start, rounded down. */
const hours = (at: Prisma.Sql) =>
  Prisma.sql`greatest(0, floor(extract(epoch FROM ${at} - start_at) / 3600))::int`

/** Where months begin, and the end of the last one: what lies behind it falls into a month after the last. */
function edgesOf({ months, asOf }: Question): Date[] {
  return [...months.map(({ start }) => start), months.at(-1)?.end ?? asOf].map(toDate)
}

/** A term that ends after `asOf` has not ended yet, even when the window reaches further. */
function bounds({ span, asOf }: Question) {
  return {
    start: toDate(span.start),
    end: toDate(span.end),
    dueEnd: toDate(Math.min(span.end, asOf)),
    asOf: toDate(asOf),
  }
}
