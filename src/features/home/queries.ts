import type { Deps } from '../../platform/deps.ts'

/** A complaint that was answered lately, with one picture before and one after. Instants in milliseconds UTC. */
export type RecentAnswer = {
  number: string
  category_id: number | null
  office_id: number
  address: string
  answered_at: number
  outcome: string
  text: string
  text_lang: string
  before: Picture
  after: Picture
}

type Picture = { id: string; width: number; height: number }

/** The newest public answers that show their result in a picture; walks an index, so its cost does not grow. */
export function recentAnswers(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  count: number,
): Promise<RecentAnswer[]> {
  return db.$queryRaw<RecentAnswer[]>`
    SELECT c.number, c.category_id, w.office_id, coalesce(c.public_address, c.address) AS address, w.outcome,
           left(w.text, 300) AS text, w.lang AS text_lang,
           (extract(epoch FROM w.at) * 1000)::float8 AS answered_at, b.picture AS before, a.picture AS after
    FROM (SELECT * FROM complaint WHERE city_id = ${cityId} AND shown AND last_answer_at IS NOT NULL AND photo_count > 1
          ORDER BY last_answer_at DESC LIMIT 50) c
    CROSS JOIN LATERAL (SELECT * FROM answer WHERE complaint_id = c.id ORDER BY no DESC LIMIT 1) w
    CROSS JOIN LATERAL (
      SELECT json_build_object('id', id, 'width', small_width, 'height', small_height) AS picture
      FROM photo WHERE complaint_id = c.id AND role = 'before' AND shown ORDER BY position LIMIT 1) b
    CROSS JOIN LATERAL (
      SELECT json_build_object('id', id, 'width', small_width, 'height', small_height) AS picture
      FROM photo WHERE complaint_id = c.id AND role = 'after' AND shown ORDER BY position LIMIT 1) a
    WHERE w.outcome = 'solved' AND 'answer:' || w.no <> ALL(string_to_array(c.concealed, ' '))
    ORDER BY c.last_answer_at DESC LIMIT ${count}`
}
