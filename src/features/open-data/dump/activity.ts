import type pg from 'pg'
import { type EventKind, formatNumber } from '../../complaints/index.ts'
import { factsOf } from './facts.ts'
import type { Names } from './names.ts'
import { sittings } from './sittings.ts'

/** A line of activity.jsonl; `at` in ISO 8601. */
export type ActivityLine = {
  /** Number of the complaint; of one that is not shown a name that tells nothing, see other-activity.ts. */
  complaint: string
  shown: boolean
  seq: number
  kind: string
  at: string
  actor: string
  /** What figures are made of, see facts.ts. */
  facts: Readonly<Record<string, unknown>>
  /** What the hash of the row vouches for beside the above; only where the complaint is shown. */
  proof: { officeId: number | null; digest: string; hash: string } | null
}

/** A row of activity as a line is made of it. */
export type Row = {
  complaint_id: number
  number: string
  seq: number
  kind: EventKind
  at: Date
  actor_kind: string
  office_id: number | null
  payload: Record<string, unknown> | null
  payload_digest: Buffer
  hash: Buffer
}

/** Names in the place of ids, the same in one dump and other ones in the next. */
export type Naming = { names: Names; keyOf(kind: 'case' | 'sitting', value: string): string }

export const rowColumns = `a.complaint_id, a.seq, a.kind, a.at, a.actor_kind, a.office_id,
  a.payload - '{text,reason,textDigest,content}'::text[] AS payload, a.payload_digest, a.hash`

const perBatch = 500

/**
 * The activity of public complaints without a word that anybody wrote, complaint by complaint, each from its first row.
 */
export async function* publicActivity(
  client: pg.ClientBase,
  { cityId, naming }: { cityId: number; naming: Naming },
): AsyncGenerator<ActivityLine[]> {
  const sittingOf = await sittings(client, cityId)
  for (let after = 0; ; ) {
    const { rows: ids } = await client.query<{ id: number }>(
      'SELECT id FROM complaint WHERE city_id = $1 AND id > $2 ORDER BY id LIMIT $3',
      [cityId, after, perBatch],
    )
    const last = ids.at(-1)
    if (last === undefined) return
    const { rows } = await client.query<Row>(rowsSql, [cityId, after, last.id])
    const lines: ActivityLine[] = []
    for (const row of rows) {
      const sitting = await sittingOf(row.complaint_id, row.seq)
      lines.push({
        ...{ complaint: formatNumber(row.number), shown: true },
        ...lineOf(row, naming, sitting),
        proof: {
          officeId: row.office_id,
          digest: row.payload_digest.toString('hex'),
          hash: row.hash.toString('hex'),
        },
      })
    }
    yield lines
    after = last.id
  }
}

/** What is told of a row whether everybody may see its complaint or not. */
export const lineOf = (row: Row, { names, keyOf }: Naming, sitting: string | null) => ({
  ...{ seq: row.seq, kind: row.kind, at: row.at.toISOString(), actor: row.actor_kind },
  facts: factsOf(row.kind, row.payload ?? {}, {
    names,
    sitting: sitting === null ? null : keyOf('sitting', sitting).slice(0, 16),
  }),
})

const rowsSql = `
  SELECT c.number, ${rowColumns}
  FROM complaint c JOIN activity a ON a.complaint_id = c.id
  -- The span said of both tables, so that no plan reads the whole activity for a batch.
  WHERE c.city_id = $1 AND c.id > $2 AND c.id <= $3 AND a.complaint_id > $2 AND a.complaint_id <= $3
    AND a.public AND c.shown
  ORDER BY c.id, a.seq`
