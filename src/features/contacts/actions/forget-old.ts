import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { keptDays } from '../rules.ts'

/** Removes who was on duty long ago, and words about the site whose time is over. Safe to repeat. */
export async function forgetOld(
  { db }: Pick<Deps, 'db'>,
  now: Temporal.Instant,
): Promise<{ duties: number; problems: number }> {
  const before = (days: number) => toDate(now.subtract({ hours: days * 24 }).epochMilliseconds)
  const duties = await db.dutyPerson.deleteMany({ where: { endsAt: { lt: before(keptDays.duty) } } })
  const problems = await db.siteProblem.deleteMany({ where: { at: { lt: before(keptDays.problem) } } })
  return { duties: duties.count, problems: problems.count }
}
