import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { retentionOfCities } from '../../city/index.ts'

/**
 * Removes decided reports that are no use to anybody any more, as long as each city keeps them.
 * @returns how many were removed
 */
export async function forgetReports({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  let removed = 0
  for (const { cityId, keep } of await retentionOfCities({ db })) {
    const before = toDate(now.subtract({ hours: keep.reportDays * 24 }).epochMilliseconds)
    removed += (await db.abuseReport.deleteMany({ where: { cityId, decidedAt: { lt: before } } })).count
  }
  return removed
}

/** The address of a reporter is for one letter, and goes when it has left or never will. */
export async function forgetReporter({ db }: Pick<Deps, 'db'>, reportId: number): Promise<void> {
  await db.abuseReport.updateMany({ where: { id: reportId }, data: { sealedEmail: null } })
}
