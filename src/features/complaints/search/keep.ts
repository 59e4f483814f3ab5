import type pg from 'pg'
import { publicAddressSql, publicLandmarkSql, publicTextSql } from '../public-text.ts'

const perStep = 1000

/** Ids from `after` on, so many that a step takes about a second. */
async function* steps(pool: pg.Pool): AsyncGenerator<{ after: number; last: number }> {
  let after = 0
  for (;;) {
    const { rows } = await pool.query<{ last: number | null }>(
      `SELECT max(id) AS last FROM (SELECT id FROM complaint WHERE id > $1 ORDER BY id LIMIT ${perStep}) step`,
      [after],
    )
    const last = rows[0]?.last
    if (last == null) return
    yield { after, last }
    after = last
  }
}

const differing = `
  SELECT c.id FROM complaint c LEFT JOIN complaint_search s ON s.complaint_id = c.id
  WHERE c.id > $1 AND c.id <= $2 AND (
    c.shown IS DISTINCT FROM (s.complaint_id IS NOT NULL) OR (s.complaint_id IS NOT NULL AND
      (s.city_id, s.received_at, s.words) IS DISTINCT FROM
      (c.city_id, c.received_at, complaint_search_words(c.city_id, c.received_at, ${publicTextSql.sql}, ${publicAddressSql.sql},
        ${publicLandmarkSql.sql}))))`

/** How many complaints the search knows otherwise than they are: missing, too many, or with other words. */
export async function checkSearch(pool: pg.Pool): Promise<number> {
  let wrong = 0
  for await (const { after, last } of steps(pool)) {
    const { rows } = await pool.query(differing, [after, last])
    wrong += rows.length
  }
  return wrong
}

/** Writes the rows of the search that are not what their complaints say. Answers how many. */
export async function rebuildSearch(pool: pg.Pool): Promise<number> {
  let written = 0
  for await (const { after, last } of steps(pool)) {
    const { rowCount } = await pool.query(
      `WITH wrong AS (${differing}),
       gone AS (DELETE FROM complaint_search s USING wrong w, complaint c
                WHERE s.complaint_id = w.id AND c.id = w.id AND NOT c.shown)
       INSERT INTO complaint_search (complaint_id, city_id, received_at, words)
       SELECT c.id, c.city_id, c.received_at,
              complaint_search_words(c.city_id, c.received_at, ${publicTextSql.sql}, ${publicAddressSql.sql},
                ${publicLandmarkSql.sql})
       FROM complaint c JOIN wrong w ON w.id = c.id WHERE c.shown
       ON CONFLICT (complaint_id) DO UPDATE
         SET city_id = excluded.city_id, received_at = excluded.received_at, words = excluded.words`,
      [after, last],
    )
    written += rowCount ?? 0
  }
  return written
}
