import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { type ChainRow, verifyChain } from '../../platform/crypto/hash-chain.ts'
import { chainName } from './chain.ts'

export type BrokenChain = { number: string; seq: number; reason: string }

type StoredRow = {
  number: string
  seq: number
  kind: string
  at: Date
  actor_kind: string
  office_id: number | null
  public: boolean
  payload: unknown
  salt: Buffer | null
  payload_digest: Buffer
  prev_hash: Buffer | null
  hash: Buffer
}

/** Checks every hash chain, a thousand complaints at a time. Returns the first broken row of each bad chain. */
export async function verifyActivity(pool: pg.Pool): Promise<BrokenChain[]> {
  const broken: BrokenChain[] = []
  let after = 0
  for (;;) {
    const { rows: ids } = await pool.query<{ id: number }>(
      'SELECT id FROM complaint WHERE id > $1 ORDER BY id LIMIT 1000',
      [after],
    )
    const last = ids.at(-1)
    if (last === undefined) return broken
    broken.push(...(await brokenBetween(pool, after, last.id)))
    after = last.id
  }
}

async function brokenBetween(pool: pg.Pool, after: number, upTo: number): Promise<BrokenChain[]> {
  const { rows } = await pool.query<StoredRow>(
    `SELECT c.number, a.seq, a.kind, a.at, a.actor_kind, a.office_id, a.public, a.payload, a.salt,
            a.payload_digest, a.prev_hash, a.hash
     FROM activity a JOIN complaint c ON c.id = a.complaint_id
     WHERE a.complaint_id > $1 AND a.complaint_id <= $2 ORDER BY a.complaint_id, a.public, a.seq`,
    [after, upTo],
  )
  const chains = Map.groupBy(rows, (row) => chainName(row.number, row.public))
  return [...chains.values()].flatMap((chain) => {
    const verdict = verifyChain(chain.map(toChainRow))
    return verdict.ok ? [] : [{ number: chain[0]?.number ?? '', seq: verdict.seq, reason: verdict.reason }]
  })
}

function toChainRow(row: StoredRow): ChainRow {
  return {
    chain: chainName(row.number, row.public),
    seq: row.seq,
    kind: row.kind,
    at: Temporal.Instant.fromEpochMilliseconds(row.at.getTime()),
    actorKind: row.actor_kind,
    officeId: row.office_id,
    payloadDigest: row.payload_digest,
    payload: row.payload,
    salt: row.salt,
    prevHash: row.prev_hash,
    hash: row.hash,
  }
}
