import { announceChange } from '../../../platform/cache/change-notices.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Lists, sums and links of events that processes keep. */
const kept = 'events:'

/** One transaction that changes what everybody reads of an event; it shows at once in what is kept, here and elsewhere. */
export async function changeEvent<Result>(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const result = await inTransaction(db, async (tx) => {
    const done = await work(tx)
    await announceChange(tx, [kept])
    return done
  })
  cache.forget(kept)
  return result
}
