import type { Temporal } from 'temporal-polyfill'
import { dayToDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { cities } from '../../city/index.ts'

/** Adds the mail of the week that has ended for everybody who asked for it, once. Answers how many. */
export async function makeWeeklyLetters(deps: Deps, now: Temporal.Instant): Promise<number> {
  let made = 0
  for (const city of await cities(deps)) {
    const today = localDate(now, city.timeZone)
    const week = today.subtract({ days: today.dayOfWeek - 1 + 7 }).toString()
    const readers = await deps.db.analysisReader.findMany({
      where: { cityId: city.id },
      select: { id: true },
    })
    for (const { id } of readers) {
      await inTransaction(deps.db, async (tx) => {
        const told = dayToDate(week)
        const { count } = await tx.analysisReader.updateMany({
          where: { id, OR: [{ toldWeek: null }, { toldWeek: { lt: told } }] },
          data: { toldWeek: told },
        })
        if (count === 0) return
        await deps.jobs.add(tx, 'analysis.letter', { id, week })
        made++
      })
    }
  }
  return made
}
