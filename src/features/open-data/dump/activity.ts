import type pg from 'pg'
import { blindIndex } from '../../../platform/crypto/seal.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type EventKind, formatNumber } from '../../complaints/index.ts'
import { factsOf } from './facts.ts'
import type { Names } from './names.ts'
import { sittings } from './sittings.ts'

/** A line of activity.jsonl; `at` in ISO 8601. */
export type ActivityLine = {
  /** Number of the complaint; of one that is not shown a key that tells nothing. */
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

type Row = {
  complaint_id: number
  number: string
  shown: boolean
  seq: number
  kind: EventKind
  at: Date
  actor_kind: string
  office_id: number | null
  payload: Record<string, unknown> | null
  payload_digest: Buffer
  hash: Buffer
}

const perBatch = 500

/** Of complaints that are not shown only what is counted; who added what to them is nobody's business. */
const countedKinds: readonly EventKind[] = [
  ...(['filed', 'registered', 'sent', 'transferred', 'reopened', 'extended', 'rescheduled'] as const),
  ...(['asked', 'resumed', 'planned', 'answered', 'refused', 'recategorised', 'forwarded'] as const),
  ...(['withdrawn', 'merged', 'unmerged', 'confirmed', 'partly'] as const),
  ...(['held', 'published', 'hidden'] as const),
]

/**
 * The public activity of a city without a word that anybody wrote, complaint by complaint, each from its first row.
 * Complaints that are not shown are in it without number and hashes, because figures count them.
 */
export async function* publicActivity(
  client: pg.ClientBase,
  { keys, dump, cityId, names }: Pick<Deps, 'keys'> & { dump: string; cityId: number; names: Names },
): AsyncGenerator<ActivityLine[]> {
  // Other names in every dump, so that nobody follows one of them from dump to dump.
  const keyOf = (kind: string, value: string) =>
    blindIndex(keys, `open-data.${kind}`, `${dump}/${value}`).toString('hex')
  const sittingOf = await sittings(client, cityId)
  for (let after = 0; ; ) {
    const { rows: ids } = await client.query<{ id: number }>(
      'SELECT id FROM complaint WHERE city_id = $1 AND id > $2 ORDER BY id LIMIT $3',
      [cityId, after, perBatch],
    )
    const last = ids.at(-1)
    if (last === undefined) return
    const { rows } = await client.query<Row>(rowsSql, [cityId, after, last.id, countedKinds])
    const lines: ActivityLine[] = []
    for (const row of rows) {
      const sitting = await sittingOf(row.complaint_id, row.seq)
      lines.push({
        complaint: row.shown
          ? formatNumber(row.number)
          : `x${keyOf('case', String(row.complaint_id)).slice(0, 20)}`,
        shown: row.shown,
        seq: row.seq,
        kind: row.kind,
        at: row.at.toISOString(),
        actor: row.actor_kind,
        facts: factsOf(row.kind, row.payload ?? {}, {
          names,
          sitting: sitting === null ? null : keyOf('sitting', sitting).slice(0, 16),
        }),
        proof: row.shown
          ? {
              officeId: row.office_id,
              digest: row.payload_digest.toString('hex'),
              hash: row.hash.toString('hex'),
            }
          : null,
      })
    }
    yield lines
    after = last.id
  }
}

const rowsSql = `
  SELECT a.complaint_id, c.number, c.shown, a.seq, a.kind, a.at, a.actor_kind, a.office_id,
    a.payload - '{text,reason,textDigest,content}'::text[] AS payload, a.payload_digest, a.hash
  FROM complaint c JOIN activity a ON a.complaint_id = c.id
  -- The span said of both tables, so that no plan reads the whole activity for a batch.
  WHERE c.city_id = $1 AND c.id > $2 AND c.id <= $3 AND a.complaint_id > $2 AND a.complaint_id <= $3
    AND a.public AND (c.shown OR a.kind = ANY($4))
  ORDER BY c.id, a.seq`
