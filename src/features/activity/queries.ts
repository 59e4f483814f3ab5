import { Temporal } from 'temporal-polyfill'
import type { ChainRow } from '../../platform/crypto/hash-chain.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type ActivityEntry, type ChainTips, chainName } from './chain.ts'

/** Everything that happened to a complaint, oldest first. */
export async function activityOf(tx: Transaction, complaintId: number): Promise<ActivityEntry[]> {
  const rows = await tx.activity.findMany({ where: { complaintId }, orderBy: { seq: 'asc' } })
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    at: row.at.getTime(),
    actorKind: row.actorKind,
    staffId: row.staffId,
    officeId: row.officeId,
    public: row.public,
    payload: row.payload,
  }))
}

export async function tipsOf(tx: Transaction, complaintId: number): Promise<ChainTips> {
  const rows = await tx.$queryRaw<{ public: boolean; hash: Uint8Array }[]>`
    SELECT DISTINCT ON (public) public, hash FROM activity
    WHERE complaint_id = ${complaintId} ORDER BY public, seq DESC`
  return {
    public: rows.find((row) => row.public)?.hash ?? null,
    internal: rows.find((row) => !row.public)?.hash ?? null,
  }
}

/** The public chain of a complaint as `verifyChain` takes it. */
export async function chainRowsOf(
  { db }: Pick<Deps, 'db'>,
  { id, number }: { id: number; number: string },
): Promise<ChainRow[]> {
  const rows = await db.activity.findMany({
    where: { complaintId: id, public: true },
    orderBy: { seq: 'asc' },
  })
  return rows.map(({ at, ...row }) => ({
    ...row,
    chain: chainName(number, true),
    at: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
  }))
}
