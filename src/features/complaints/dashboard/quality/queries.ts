import { dayToDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'
import type { LeadScope } from '../scope.ts'
import type { Mark } from './mark-answer.ts'

export type SampleRow = {
  id: number
  number: string
  office_id: number
  category_id: number | null
  question: string
  question_lang: string
  answer: string
  answer_lang: string
  outcome: string
  position: { kk: string; ru: string; en: string } | null
  mark: Mark | null
  note: string
  marked_by: string | null
}

const most = 100

/** The answers drawn from a week, those nobody has read first. `week` is its Monday. */
export function samplesOf(
  { db }: Pick<Deps, 'db'>,
  { cityId, officeId }: LeadScope,
  week: string,
): Promise<SampleRow[]> {
  return db.$queryRaw<SampleRow[]>`
    SELECT q.id, c.number, q.office_id, c.category_id, left(c.text, 600) AS question, c.text_lang AS question_lang,
      a.text AS answer, a.lang AS answer_lang, a.outcome, q.mark, q.note, m.name AS marked_by,
      CASE WHEN s.id IS NULL THEN NULL ELSE
        json_build_object('kk', s.position_kk, 'ru', s.position_ru, 'en', s.position_en) END AS position
    FROM answer_sample q JOIN complaint c ON c.id = q.complaint_id
      JOIN answer a ON a.complaint_id = q.complaint_id AND a.no = q.answer_no
      LEFT JOIN staff s ON s.id = a.staff_id LEFT JOIN staff m ON m.id = q.marked_by_id
    WHERE q.city_id = ${cityId} AND (${officeId}::int IS NULL OR q.office_id = ${officeId}::int)
      AND q.week_of = ${dayToDate(week)}::date
    ORDER BY q.mark IS NOT NULL, q.office_id, q.id LIMIT ${most}`
}
