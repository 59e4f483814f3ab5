import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { cities } from '../../city/index.ts'
import { system } from '../events.ts'
import { ChangedMeanwhile, changeComplaint } from './change-complaint.ts'

const perBatch = 500

/**
 * Closes answered complaints whose resident has said nothing within the city's window. That is "no verdict", never
 * "confirmed" (design.md 9.3). Returns how many. `at` in milliseconds UTC. Safe to repeat and to run twice at once.
 */
export async function closeSilent(deps: Deps, at: number): Promise<number> {
  let closed = 0
  for (const city of await cities(deps)) {
    const before = toDate(at - city.reopenDays * 86_400_000)
    for (let after = 0; ; ) {
      const silent = await deps.db.complaint.findMany({
        where: { cityId: city.id, status: 'answered', lastAnswerAt: { lt: before }, id: { gt: after } },
        select: { id: true },
        orderBy: { id: 'asc' },
        take: perBatch,
      })
      for (const { id } of silent) {
        if (await closeOne(deps, id, { at, before: before.getTime() })) closed++
      }
      const last = silent.at(-1)
      if (last === undefined || silent.length < perBatch) break
      after = last.id
    }
  }
  return closed
}

async function closeOne(
  deps: Deps,
  complaintId: number,
  { at, before }: { at: number; before: number },
): Promise<boolean> {
  try {
    return await inTransaction(deps.db, async (tx) => {
      let due = false
      const state = await changeComplaint(tx, { complaintId }, ({ status, answers }) => {
        due = status === 'answered' && (answers.at(-1)?.at ?? at) < before
        return due ? [{ kind: 'closed', at, actor: system, payload: {} }] : []
      })
      if (due) await deps.jobs.add(tx, 'complaints.notify', { complaintId, seq: state.version })
      return due
    })
  } catch (error) {
    // Its resident or its office was faster; the next night looks again.
    if (error instanceof ChangedMeanwhile) return false
    throw error
  }
}
