import type { Deps } from '../../../platform/deps.ts'
import type { EventKind, Outcome } from '../../complaints/index.ts'

/** Kinds of activity that change afterwards what was published. */
export const correctingKinds = [
  ...(['hidden', 'published', 'concealed', 'revealed', 'redacted', 'erased'] as const),
  ...(['recategorised', 'merged', 'unmerged', 'reopened', 'transferred', 'rescheduled', 'extended'] as const),
] as const satisfies EventKind[]
export type CorrectingKind = (typeof correctingKinds)[number]

export type CorrectionRow = {
  complaintId: number
  seq: number
  kind: CorrectingKind
  at: Date
  /** Null when it is not public. */
  number: string | null
  categoryId: number | null
}

/** The newest first. Giving back what was never taken away is no correction. */
export async function lastCorrections(
  { pool }: Pick<Deps, 'pool'>,
  { cityId, since, most }: { cityId: number; since: number; most: number },
): Promise<CorrectionRow[]> {
  const { rows } = await pool.query<CorrectionRow>(
    `SELECT a.complaint_id AS "complaintId", a.seq, a.kind, a.at, CASE WHEN c.shown THEN c.number END AS number,
       CASE WHEN c.shown THEN c.category_id END AS "categoryId"
     FROM activity a JOIN complaint c ON c.id = a.complaint_id
     WHERE a.at > $2 AND c.city_id = $1 AND a.kind = ANY($3) AND a.public
       AND (a.kind <> 'published' OR EXISTS (
         SELECT 1 FROM activity before
         WHERE before.complaint_id = a.complaint_id AND before.seq < a.seq AND before.kind = 'hidden'))
     ORDER BY a.at DESC, a.complaint_id DESC, a.seq DESC LIMIT $4`,
    [cityId, new Date(since), [...correctingKinds], most],
  )
  return rows
}

export type AnswerRow = {
  number: string
  no: number
  at: Date
  outcome: Outcome
  text: string
  lang: string
  officeId: number
  categoryId: number | null
}

/** The newest answers to public complaints of a city, or of one of its offices. */
export async function lastAnswers(
  { pool }: Pick<Deps, 'pool'>,
  { cityId, officeId, most }: { cityId: number; officeId: number | null; most: number },
): Promise<AnswerRow[]> {
  const { rows } = await (officeId === null
    ? pool.query<AnswerRow>(answersOfCity, [cityId, most])
    : pool.query<AnswerRow>(answersOfOffice, [cityId, most, officeId]))
  return rows
}

const answerColumns = `c.number, n.no, n.at, n.outcome, n.text, n.lang, n.office_id AS "officeId",
  c.category_id AS "categoryId"`
const isNotConcealed = `NOT ('answer:' || n.no) = ANY(string_to_array(c.concealed, ' '))`

/** The newest complaints first, by an index of their own. */
const answersOfCity = `
  SELECT ${answerColumns}
  FROM (
    SELECT id FROM complaint WHERE city_id = $1 AND shown AND last_answer_at IS NOT NULL
    ORDER BY last_answer_at DESC LIMIT $2
  ) newest
  JOIN complaint c ON c.id = newest.id
  JOIN answer n ON n.complaint_id = c.id AND ${isNotConcealed}
  ORDER BY n.at DESC, c.id DESC LIMIT $2`

/** From the newest answers of the office backwards, however long others have answered since. */
const answersOfOffice = `
  SELECT ${answerColumns}
  FROM answer n JOIN complaint c ON c.id = n.complaint_id
  WHERE n.office_id = $3 AND c.city_id = $1 AND c.shown AND ${isNotConcealed}
  ORDER BY n.at DESC, c.id DESC LIMIT $2`
