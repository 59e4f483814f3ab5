import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { cityById } from '../../city/index.ts'
import { system } from '../events.ts'
import { currentCustody } from '../projection.ts'
import { resumedAt } from '../term-rules.ts'
import { ChangedMeanwhile, changeComplaint } from './change-complaint.ts'
import { countingOf, termsOf } from './office-term.ts'

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

/**
 * The mail that brought a question was refused: the office's clock runs on at once, in public, and whoever works on the
 * complaint is told, to ask in another way. Answers false when no clock stands still. Safe to repeat.
 */
export async function resumeUndelivered(deps: Deps, complaintId: number): Promise<boolean> {
  const at = deps.now().epochMilliseconds
  const found = await deps.db.complaint.findUnique({
    where: { id: complaintId, pausedUntil: { gte: toDate(at) } },
    select: { cityId: true },
  })
  const city = found && (await cityById(deps, found.cityId))
  if (!city) return false
  const terms = await termsOf(deps, city)
  return inTransaction(deps.db, async (tx) => {
    let isResumed = false
    await changeComplaint(tx, { complaintId }, (state) => {
      const custody = currentCustody(state)
      const { pause } = state
      if (custody === undefined || pause === null) return []
      isResumed = true
      const { pauseDays } = city.terms
      const due = resumedAt({ custody, pause, at, pauseDays }, countingOf(terms))
      return [{ kind: 'resumed', at, actor: system, payload: { ...due, undelivered: true } }]
    })
    if (isResumed) await deps.jobs.add(tx, 'complaints.tell-undelivered', { complaintId, at })
    return isResumed
  })
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
