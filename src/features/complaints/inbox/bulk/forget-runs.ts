import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'

/** Who did what to many, and who took tables away, is of interest for a year; what was never begun for a day. */
export const runDays = 365

export async function forgetRuns({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  const before = (days: number) => toDate(now.subtract({ hours: days * 24 }).epochMilliseconds)
  const { count } = await db.bulkRun.deleteMany({
    where: {
      OR: [{ createdAt: { lt: before(runDays) } }, { state: 'draft', createdAt: { lt: before(1) } }],
    },
  })
  await db.answering.deleteMany({ where: { until: { lt: before(1) } } })
  return count
}
