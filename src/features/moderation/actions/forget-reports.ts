import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** A decided report is no use to anybody after this. */
const reportDays = 365

/** @returns how many were removed */
export async function forgetReports({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  const before = toDate(now.subtract({ hours: reportDays * 24 }).epochMilliseconds)
  return (await db.abuseReport.deleteMany({ where: { decidedAt: { lt: before } } })).count
}

/** The address of a reporter is for one letter, and goes when it has left or never will. */
export async function forgetReporter({ db }: Pick<Deps, 'db'>, reportId: number): Promise<void> {
  await db.abuseReport.updateMany({ where: { id: reportId }, data: { sealedEmail: null } })
}
