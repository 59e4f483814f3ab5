import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { system } from '../events.ts'
import { ChangedMeanwhile, changeComplaint } from './change-complaint.ts'

const perBatch = 500

/**
 * Writes down that the longest pause of a question is over. The term had been moved by it when the question was asked, so
 * nothing depends on when this runs. Returns how many. `at` in milliseconds UTC. Safe to repeat and to run twice at once.
 */
export async function resumeClocks(deps: Deps, at: number): Promise<number> {
  let resumed = 0
  for (let after = 0; ; ) {
    const over = await deps.db.complaint.findMany({
      where: { pausedUntil: { lt: toDate(at) }, id: { gt: after } },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: perBatch,
    })
    for (const { id } of over) if (await resumeOne(deps, id, at)) resumed++
    const last = over.at(-1)
    if (last === undefined || over.length < perBatch) return resumed
    after = last.id
  }
}

async function resumeOne({ db }: Deps, complaintId: number, at: number): Promise<boolean> {
  try {
    return await inTransaction(db, async (tx) => {
      let isOver = false
      await changeComplaint(tx, { complaintId }, ({ pause }) => {
        isOver = pause !== null && pause.until < at
        return isOver ? [{ kind: 'resumed', at, actor: system, payload: {} }] : []
      })
      return isOver
    })
  } catch (error) {
    // The resident or the office was faster.
    if (error instanceof ChangedMeanwhile) return false
    throw error
  }
}
