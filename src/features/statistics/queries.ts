import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Outcome } from '../complaints/index.ts'

/** A public complaint whose term with the office has passed. Days are ISO dates. */
export type LateRow = {
  number: string
  categoryId: number | null
  districtId: number | null
  address: string
  dueOn: string
}

/**
 * What an office is late with, the longest first. `now` in milliseconds UTC. In the order of `complaint_inbox_office`, so
 * that the first ones are read and not all.
 */
export function lateNow(
  { db }: Pick<Deps, 'db'>,
  officeId: number,
  now: number,
  most: number,
): Promise<LateRow[]> {
  return db.$queryRaw<LateRow[]>`
    SELECT number, category_id AS "categoryId", district_id AS "districtId", address, due_on::text AS "dueOn"
    FROM complaint
    WHERE open AND office_id = ${officeId} AND due_at < ${toDate(now)} AND shown
    ORDER BY due_at NULLS FIRST, id LIMIT ${most}`
}

export type AnswerRow = {
  number: string
  categoryId: number | null
  /** Milliseconds UTC. */
  at: number
  outcome: Outcome
  text: string
  lang: string
}

/** The newest answers of an office to public complaints. */
export async function lastAnswers(
  { db }: Pick<Deps, 'db'>,
  officeId: number,
  most: number,
): Promise<AnswerRow[]> {
  const rows = await db.$queryRaw<(Omit<AnswerRow, 'at'> & { at: Date })[]>`
    SELECT c.number, c.category_id AS "categoryId", a.at, a.outcome, a.text, a.lang
    FROM answer a JOIN complaint c ON c.id = a.complaint_id
    WHERE a.office_id = ${officeId} AND c.shown
    ORDER BY a.at DESC LIMIT ${most}`
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}
