import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Whoever was promised a call and has waited so long after its time was forgotten. */
export const overdueMinutes = 15

/** Marks call-backs whose time is long past and that nobody has reached. Safe to repeat. Returns how many. */
export async function markOverdue({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  const marked = await db.callBack.updateMany({
    where: {
      ...{ doneAt: null, overdueAt: null },
      dueAt: { lt: toDate(now.subtract({ minutes: overdueMinutes }).epochMilliseconds) },
    },
    data: { overdueAt: toDate(now.epochMilliseconds) },
  })
  return marked.count
}
