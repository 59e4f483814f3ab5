import type pg from 'pg'

type Row = { complaint_id: number; seq: number; sitting: string }

const perFetch = 5_000

/** Every answer of staff in a city, with its sitting. */
export const sittingsOf = (cityId: number): string => `
  SELECT complaint_id, seq, staff_id, staff_id || '/' || sum(begins) OVER
    (PARTITION BY staff_id ORDER BY at, complaint_id, seq) AS sitting
  FROM (
    SELECT a.complaint_id, a.seq, a.staff_id, a.at, CASE WHEN a.at - lag(a.at) OVER
      (PARTITION BY a.staff_id ORDER BY a.at, a.complaint_id, a.seq) <= interval '10 minutes' THEN 0 ELSE 1 END AS begins
    FROM activity a JOIN complaint c ON c.id = a.complaint_id
    WHERE c.city_id = ${Number(cityId)} AND a.staff_id IS NOT NULL AND a.kind IN ('planned', 'answered', 'refused')
  ) answers`

/**
 * In which sitting of a member of staff an answer was given: a look-up that must be asked in the order of complaints
 * and rows, because it reads along with the asker and keeps nothing. Null for what no member of staff answered.
 */
export async function sittings(
  client: pg.ClientBase,
  cityId: number,
): Promise<(complaintId: number, seq: number) => Promise<string | null>> {
  await client.query(
    `DECLARE sittings NO SCROLL CURSOR FOR
     SELECT complaint_id, seq, sitting FROM (${sittingsOf(cityId)}) sittings ORDER BY complaint_id, seq`,
  )
  let ahead: Row[] = []
  let at = 0
  const next = async (): Promise<Row | undefined> => {
    if (at >= ahead.length) {
      const { rows } = await client.query<Row>(`FETCH ${perFetch} FROM sittings`)
      ahead = rows
      at = 0
    }
    return ahead[at]
  }
  return async (complaintId, seq) => {
    for (;;) {
      const row = await next()
      if (row === undefined || isAfter(row, complaintId, seq)) return null
      at += 1
      if (row.complaint_id === complaintId && row.seq === seq) return row.sitting
    }
  }
}

const isAfter = (row: Row, complaintId: number, seq: number): boolean =>
  row.complaint_id > complaintId || (row.complaint_id === complaintId && row.seq > seq)
