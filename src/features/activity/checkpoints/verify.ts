import type pg from 'pg'
import { merkleRoot } from '../../../platform/crypto/merkle-tree.ts'
import { toStatement } from './queries.ts'
import { isSignedStatement, leafOf, type SignedStatement, statementHash, toTips } from './statement.ts'

/**
 * What does not fit a checkpoint. `signature`, `link`, `root`, `gap`: the checkpoint itself was changed or those before
 * it; `row`: the row of activity that it vouches for was changed or is gone, so `number` and `seq` name it; `kept`: it is
 * not the one that somebody else has kept; `lost`: somebody else has kept it and it is gone.
 */
export type BrokenCheckpoint = {
  no: number
  reason: 'signature' | 'link' | 'root' | 'gap' | 'row' | 'kept' | 'lost'
  number?: string
  seq?: number
}

type Others = { kept: readonly SignedStatement[]; keys: readonly string[] }

type StoredLeaf = {
  number: string
  public_seq: number | null
  public_hash: Buffer | null
  internal_seq: number | null
  internal_hash: Buffer | null
  public_ok: boolean
  internal_ok: boolean
}

/**
 * Checks every checkpoint against its signature, the one before it, and the activity as it is now: a row that was
 * changed, cut off at the end or rolled back with its whole table is named. A rollback of the checkpoints themselves
 * only shows against copies that others have kept.
 * @param others such copies, from `/checkpoints.json`, and the public keys (base64url) that this portal has signed with:
 *   a checkpoint that another key has signed is a wrong one, unless no key is given
 */
export async function verifyCheckpoints(
  pool: pg.Pool,
  others: Others = { kept: [], keys: [] },
): Promise<{ checked: number; broken: BrokenCheckpoint[] }> {
  const broken: BrokenCheckpoint[] = []
  const { rows } = await pool.query(
    `SELECT no, at, size, root, previous_hash AS "previousHash", public_key AS "publicKey", signature
     FROM checkpoint ORDER BY no`,
  )
  const statements: SignedStatement[] = rows.map(toStatement)
  let previous: SignedStatement | undefined
  for (const statement of statements) {
    const { no } = statement
    if (no !== (previous?.no ?? 0) + 1) broken.push({ no, reason: 'gap' })
    else if (statement.previous !== hashOf(previous)) broken.push({ no, reason: 'link' })
    const isOurs = others.keys.length === 0 || others.keys.includes(statement.publicKey)
    if (!isOurs || !isSignedStatement(statement)) broken.push({ no, reason: 'signature' })
    broken.push(...(await brokenLeaves(pool, statement)))
    previous = statement
  }
  broken.push(...differencesFrom(others, statements))
  return { checked: statements.length, broken }
}

const hashOf = (statement: SignedStatement | undefined): string | null =>
  statement === undefined ? null : statementHash(statement).toString('hex')

async function brokenLeaves(pool: pg.Pool, { no, root }: SignedStatement): Promise<BrokenCheckpoint[]> {
  const { rows } = await pool.query<StoredLeaf>(
    `SELECT c.number, l.public_seq, l.public_hash, l.internal_seq, l.internal_hash,
       l.public_seq IS NULL OR EXISTS (SELECT 1 FROM activity a
         WHERE a.complaint_id = l.complaint_id AND a.seq = l.public_seq AND a.hash = l.public_hash) AS public_ok,
       l.internal_seq IS NULL OR EXISTS (SELECT 1 FROM activity a
         WHERE a.complaint_id = l.complaint_id AND a.seq = l.internal_seq AND a.hash = l.internal_hash) AS internal_ok
     FROM checkpoint_leaf l JOIN complaint c ON c.id = l.complaint_id WHERE l.no = $1 ORDER BY l.index`,
    [no],
  )
  const tips = rows.map((row) =>
    toTips({
      number: row.number,
      publicSeq: row.public_seq,
      publicHash: row.public_hash,
      internalSeq: row.internal_seq,
      internalHash: row.internal_hash,
    }),
  )
  const broken: BrokenCheckpoint[] = []
  if (merkleRoot(tips.map(leafOf)).toString('hex') !== root) broken.push({ no, reason: 'root' })
  for (const row of rows) {
    const { number } = row
    if (!row.public_ok) broken.push({ no, reason: 'row', number, seq: row.public_seq ?? 0 })
    if (!row.internal_ok) broken.push({ no, reason: 'row', number, seq: row.internal_seq ?? 0 })
  }
  return broken
}

function differencesFrom({ kept, keys }: Others, statements: readonly SignedStatement[]): BrokenCheckpoint[] {
  const own = new Map(statements.map((statement) => [statement.no, statement]))
  const ours = new Set([...keys, ...statements.map(({ publicKey }) => publicKey)])
  return kept.flatMap((copy): BrokenCheckpoint[] => {
    const now = own.get(copy.no)
    // A copy that was not signed here says nothing about this portal.
    if (!ours.has(copy.publicKey) || !isSignedStatement(copy)) return []
    if (now === undefined) return [{ no: copy.no, reason: 'lost' }]
    return hashOf(now) === hashOf(copy) ? [] : [{ no: copy.no, reason: 'kept' }]
  })
}
