import { toDate } from '../../../../platform/db/instant.ts'
import { inTransaction } from '../../../../platform/db/transaction.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { type BulkReason, undoSeconds } from './rules.ts'

export type Start = {
  id: string
  staffId: number
  /** Complaints that are left out, and why. */
  skipped: readonly { complaintId: number; reason: BulkReason }[]
  /** An export has nothing to wait for. */
  isExport: boolean
  /** Milliseconds UTC. */
  at: number
}

/**
 * Lets a run begin, after the seconds in which it can be undone: until then nothing is written to a complaint, so that
 * undoing leaves no trace in a history that cannot forget. False when it has begun already.
 */
export async function startRun(deps: Deps, start: Start): Promise<boolean> {
  const { id, staffId, skipped, isExport, at } = start
  const startAt = isExport ? at : at + undoSeconds * 1000
  return inTransaction(deps.db, async (tx) => {
    const { count } = await tx.bulkRun.updateMany({
      where: { id, staffId, state: 'draft' },
      data: {
        state: isExport ? 'done' : 'waiting',
        startAt: toDate(startAt),
        endedAt: isExport ? toDate(at) : null,
      },
    })
    if (count === 0) return false
    for (const [reason, complaintIds] of byReason(skipped)) {
      await tx.bulkItem.updateMany({
        where: { runId: id, complaintId: { in: complaintIds } },
        data: { outcome: 'skipped', reason },
      })
    }
    if (isExport) {
      await tx.bulkItem.updateMany({ where: { runId: id, outcome: 'waiting' }, data: { outcome: 'done' } })
    } else {
      await deps.jobs.add(tx, 'complaints.bulk', { runId: id }, { afterSeconds: undoSeconds })
    }
    return true
  })
}

function byReason(skipped: Start['skipped']): Map<BulkReason, number[]> {
  const groups = new Map<BulkReason, number[]>()
  for (const { complaintId, reason } of skipped) {
    groups.set(reason, [...(groups.get(reason) ?? []), complaintId])
  }
  return groups
}
