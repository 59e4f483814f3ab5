import type { Transaction } from '../../platform/db/transaction.ts'
import type { ActivityEntry, ChainTips } from './chain.ts'

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
