import fc from 'fast-check'
import { type ComplaintEvent, changeComplaint, writeComplaints } from '../../src/features/complaints/index.ts'
import { catchUpAll, rebuildAll } from '../../src/features/statistics/index.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import type { Portal } from '../support/portal.ts'
import { bulkOf } from './histories.ts'
import { historyOf, type Life, lives } from './lives.ts'

/**
 * Lets lives happen event by event, in any order of complaints, and folds whatever is new now and then, at times by
 * three at once. Answers how many rows of the sums then differ from a fold of everything, and how much happened.
 */
export async function foldRandomly(portal: Portal, seed: number, mostEvents: number) {
  const { deps, cast } = portal
  const asOf = deps.now().epochMilliseconds
  const random = fc.sample(fc.nat({ max: 1_000_000 }), { seed, numRuns: mostEvents * 2 })
  let drawn = 0
  const draw = (most: number) => (random[drawn++ % random.length] ?? 0) % most
  const complaints: { id: number; left: ComplaintEvent[] }[] = []
  const all: Life[] = fc.sample(lives, { seed, numRuns: mostEvents })
  let happened = 0
  for (const life of all) {
    if (happened >= mostEvents) break
    const history = historyOf(cast, asOf, life)
    const [first, ...left] = history.events
    if (first === undefined) continue
    const bulk = { ...bulkOf(cast, history), events: [first] }
    const [number] = await writeComplaints(deps.pool, [bulk])
    const { id } = await deps.db.complaint.findUniqueOrThrow({ where: { number: number ?? '' } })
    complaints.push({ id, left })
    happened++
    for (let step = draw(6); step > 0; step--) {
      const one = complaints[draw(complaints.length)]
      const event = one?.left.shift()
      if (one === undefined || event === undefined) continue
      await inTransaction(deps.db, (tx) => changeComplaint(tx, { complaintId: one.id }, () => [event]))
      happened++
    }
    if (draw(12) === 0) await Promise.all([catchUpAll(deps), catchUpAll(deps), catchUpAll(deps)])
    else if (draw(4) === 0) await catchUpAll(deps)
  }
  await catchUpAll(deps)
  const done = await rebuildAll(deps, { mend: false })
  return { happened, differences: done.reduce((sum, { differences }) => sum + differences, 0) }
}
