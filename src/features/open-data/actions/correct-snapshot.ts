import type { Temporal } from 'temporal-polyfill'
import { withAdvisoryLock } from '../../../platform/db/advisory-lock.ts'
import type { City } from '../../city/index.ts'
import { publishingLock } from '../dump/publishing-lock.ts'
import { type Dump, snapshotOf } from '../dump/queries.ts'
import type { DumpDeps } from '../dump/write-dump.ts'
import { makeSnapshot } from './make-dump.ts'

/** There is nothing to put right. */
export class NoSnapshot extends Error {}

/**
 * Publishes the snapshot of a month once more as it counts now, at the end of the chain, with the remark that says what
 * was wrong: the feed of corrections tells of it. The earlier one stays. Waits for whoever publishes just now.
 * @throws NoSnapshot when that month was never published
 */
export async function correctSnapshot(
  deps: DumpDeps,
  city: City,
  { month, remark }: { month: Temporal.PlainYearMonth; remark: string },
): Promise<{ before: Dump; now: Dump }> {
  const period = month.toString()
  const corrected = await withAdvisoryLock(deps.pool, [publishingLock, city.id], { wait: true }, async () => {
    const before = await snapshotOf(deps, { cityId: city.id, period })
    if (before === null) throw new NoSnapshot(period)
    const made = await makeSnapshot(deps, city, { month, remark })
    const now = made && (await snapshotOf(deps, { cityId: city.id, period }))
    return now && { before, now }
  })
  if (corrected === null) throw new Error(`another process has published a snapshot of ${city.slug}`)
  return corrected
}
