import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/**
 * Puts everything that waits for the daily letter into one letter per follower. Whoever claims a notice first has it,
 * so two runs at once make no second letter. Answers how many letters there are.
 */
export async function makeDailyLetters(deps: Deps): Promise<number> {
  const waiting = await deps.db.followNotice.groupBy({
    by: ['followerId'],
    where: { letter: null },
    _max: { id: true },
  })
  let made = 0
  for (const { followerId, _max } of waiting) {
    const letter = `daily.${followerId}.${_max.id}`
    await inTransaction(deps.db, async (tx) => {
      const { count } = await tx.followNotice.updateMany({
        where: { followerId, letter: null, id: { lte: _max.id ?? 0 } },
        data: { letter },
      })
      if (count === 0) return
      await deps.jobs.add(tx, 'following.letter', { letter })
      made++
    })
  }
  return made
}
