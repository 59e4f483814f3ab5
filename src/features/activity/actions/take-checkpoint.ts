import { merkleRoot } from '../../../platform/crypto/merkle-tree.ts'
import { signingKeyOf } from '../../../platform/crypto/signature.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import {
  leafOf,
  type Statement,
  type StoredTips,
  signCheckpoint,
  statementHash,
  toTips,
} from '../checkpoints/statement.ts'

/** More go into the next one: whoever asks for a proof has the portal hash all leaves of a checkpoint. */
const MOST_LEAVES = 1_024
const LONGEST_MS = 120_000
const lockKey = 716_002

type Taken = Pick<Statement, 'no' | 'size'>

/** Signs everything that is new, in as many checkpoints as it takes. */
export async function takeCheckpoints(deps: Pick<Deps, 'db' | 'keys' | 'now'>): Promise<Taken[]> {
  const taken: Taken[] = []
  for (;;) {
    const one = await takeCheckpoint(deps)
    if (one === null) return taken
    taken.push(one)
  }
}

/** One checkpoint over the complaints that have new rows; null when there are none. */
function takeCheckpoint({ db, keys, now }: Pick<Deps, 'db' | 'keys' | 'now'>): Promise<Taken | null> {
  return db.$transaction(
    async (tx) => {
      // Two at once would give the same number; the second waits and finds less.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`
      const tips = await newTips(tx)
      if (tips.length === 0) return null
      const last = await tx.checkpoint.findFirst({
        orderBy: { no: 'desc' },
        select: { no: true, hash: true },
      })
      const statement = {
        no: (last?.no ?? 0) + 1,
        at: now().epochMilliseconds,
        size: tips.length,
        root: merkleRoot(tips.map((tip) => leafOf(toTips(tip)))).toString('hex'),
        previous: last === null ? null : Buffer.from(last.hash).toString('hex'),
      }
      const key = signingKeyOf(keys[0])
      await tx.checkpoint.create({
        data: {
          ...{ no: statement.no, size: statement.size, at: toDate(statement.at) },
          root: Buffer.from(statement.root, 'hex'),
          previousHash: last === null ? null : Buffer.from(last.hash),
          hash: Buffer.from(statementHash(statement)),
          publicKey: Buffer.from(key.publicKey),
          signature: Buffer.from(signCheckpoint(key, statement)),
        },
      })
      await keepLeaves(tx, statement.no, tips)
      return { no: statement.no, size: statement.size }
    },
    { timeout: LONGEST_MS, maxWait: LONGEST_MS },
  )
}

type TipRow = StoredTips & { id: number }

/** The version of a complaint is the number of its rows. */
const newTips = (tx: Transaction): Promise<TipRow[]> => tx.$queryRaw<TipRow[]>`
  SELECT c.id, c.number, open.seq AS "publicSeq", open.hash AS "publicHash",
    internal.seq AS "internalSeq", internal.hash AS "internalHash"
  FROM (
    SELECT c.id, c.number FROM complaint c LEFT JOIN checkpoint_tip t ON t.complaint_id = c.id
    WHERE t.seq IS DISTINCT FROM c.version ORDER BY c.id LIMIT ${MOST_LEAVES}
  ) c
  LEFT JOIN LATERAL (
    SELECT seq, hash FROM activity WHERE complaint_id = c.id AND public ORDER BY seq DESC LIMIT 1
  ) open ON true
  LEFT JOIN LATERAL (
    SELECT seq, hash FROM activity WHERE complaint_id = c.id AND NOT public ORDER BY seq DESC LIMIT 1
  ) internal ON true
  -- One whose rows are all gone is for the verifier; it must not keep the others from being signed.
  WHERE open.seq IS NOT NULL OR internal.seq IS NOT NULL
  ORDER BY c.id`

async function keepLeaves(tx: Transaction, no: number, tips: readonly TipRow[]): Promise<void> {
  const bytes = (hash: Uint8Array | null) => (hash === null ? null : Buffer.from(hash).toString('hex'))
  await tx.$executeRaw`
    INSERT INTO checkpoint_leaf (no, index, complaint_id, public_seq, public_hash, internal_seq, internal_hash)
    SELECT ${no}, place - 1, id, public_seq, decode(public_hash, 'hex'), internal_seq, decode(internal_hash, 'hex')
    FROM unnest(${tips.map(({ id }) => id)}::int[], ${tips.map(({ publicSeq }) => publicSeq)}::int[],
      ${tips.map(({ publicHash }) => bytes(publicHash))}::text[], ${tips.map(({ internalSeq }) => internalSeq)}::int[],
      ${tips.map(({ internalHash }) => bytes(internalHash))}::text[])
      WITH ORDINALITY AS leaf (id, public_seq, public_hash, internal_seq, internal_hash, place)`
  await tx.$executeRaw`
    INSERT INTO checkpoint_tip (complaint_id, seq)
    SELECT complaint_id, greatest(public_seq, internal_seq) FROM checkpoint_leaf WHERE no = ${no}
    ON CONFLICT (complaint_id) DO UPDATE SET seq = excluded.seq`
}
