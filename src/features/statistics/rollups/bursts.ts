import type pg from 'pg'
import type { StaffAnswer } from './histories.ts'

/** `seq` of answers by complaint. */
export type Bursts = Map<number, Set<number>>

type Row = { complaint_id: number; seq: number }

/**
 * Answers that stand in a run of 20 or more by one person within 10 minutes, in one city. Whether an answer does
 * depends on what the same person answered in the ten minutes around it, so it is the one thing that is not told by
 * the complaint alone.
 */
const inBurst = (answers: string) => `
  begun AS (
    SELECT *, lead(at, 19) OVER (PARTITION BY staff_id ORDER BY at, complaint_id, seq)
      <= at + interval '10 minutes' AS begins
    FROM (${answers}) answers
  ),
  marked AS (
    SELECT *, bool_or(begins) OVER (PARTITION BY staff_id ORDER BY at, complaint_id, seq
      ROWS BETWEEN 19 PRECEDING AND CURRENT ROW) AS in_burst
    FROM begun
  )`

const isAnswer = `a.kind IN ('planned', 'answered', 'refused') AND a.staff_id IS NOT NULL`

/** Puts all of a city into a table of the transaction; answers how many there are. */
export async function keepAllBursts(client: pg.ClientBase, cityId: number): Promise<number> {
  await client.query('CREATE TEMP TABLE all_burst (complaint_id int, seq int) ON COMMIT DROP')
  const { rowCount } = await client.query(
    `INSERT INTO all_burst WITH ${inBurst(`SELECT a.complaint_id, a.seq, a.staff_id, a.at
       FROM activity a JOIN complaint c ON c.id = a.complaint_id WHERE ${isAnswer} AND c.city_id = $1`)}
     SELECT complaint_id, seq FROM marked WHERE in_burst`,
    [cityId],
  )
  await client.query('CREATE INDEX ON all_burst (complaint_id); ANALYZE all_burst')
  return rowCount ?? 0
}

/** Of these complaints, after `keepAllBursts`. */
export async function burstsOf(
  client: pg.ClientBase,
  rows: readonly { complaint_id: number }[],
): Promise<Bursts> {
  const ids = [...new Set(rows.map((row) => row.complaint_id))]
  const found = await client.query<Row>(
    'SELECT complaint_id, seq FROM all_burst WHERE complaint_id = ANY($1)',
    [ids],
  )
  return grouped(found.rows)
}

/** Those within ten minutes of these answers, of whatever complaint. */
export async function burstsAround(
  client: pg.ClientBase,
  cityId: number,
  answers: readonly StaffAnswer[],
): Promise<Bursts> {
  if (answers.length === 0) return new Map()
  const { rows } = await client.query<Row>(
    `WITH given AS (
       SELECT DISTINCT staff_id, to_timestamp(at / 1000) AS at FROM unnest($2::int[], $3::float8[]) AS g (staff_id, at)
     ),
     ${inBurst(`SELECT DISTINCT a.complaint_id, a.seq, a.staff_id, a.at
       FROM given g
       JOIN activity a ON a.staff_id = g.staff_id
         AND a.at >= g.at - interval '20 minutes' AND a.at <= g.at + interval '20 minutes'
       JOIN complaint c ON c.id = a.complaint_id
       WHERE ${isAnswer} AND c.city_id = $1`)}
     SELECT complaint_id, seq FROM marked m WHERE in_burst AND EXISTS (
       SELECT 1 FROM given g WHERE g.staff_id = m.staff_id
         AND m.at >= g.at - interval '10 minutes' AND m.at <= g.at + interval '10 minutes')`,
    [cityId, answers.map(({ staffId }) => staffId), answers.map(({ at }) => at)],
  )
  return grouped(rows)
}

function grouped(rows: readonly Row[]): Bursts {
  const bursts: Bursts = new Map()
  for (const { complaint_id: complaintId, seq } of rows) {
    const seqs = bursts.get(complaintId) ?? new Set()
    bursts.set(complaintId, seqs.add(seq))
  }
  return bursts
}
