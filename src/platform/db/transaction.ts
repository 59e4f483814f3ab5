import { setTimeout as sleep } from 'node:timers/promises'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { forgetHeld, onPrimary } from './lane.ts'
import { isTransactionConflict, isTransactionTimeout } from './violation.ts'
import { writableCities } from './write-cities.ts'

/** A running transaction; has the same models as the client. */
export type Transaction = Prisma.TransactionClient

const MOST_ATTEMPTS = 4

/**
 * Runs `work` in one transaction (READ COMMITTED). A deadlock or serialization failure was rolled back for
 * certain, so it is tried again, four times in all; every other error is the caller's. `work` may run several
 * times: it touches nothing but the database. Waits 2 s for a connection and lasts 10 s at most.
 */
export async function inTransaction<Result>(
  db: PrismaClient,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await onPrimary(() => db.$transaction(withinCities(work), { maxWait: 2_000, timeout: 10_000 }))
    } catch (error) {
      // A connection that comes too late, Prisma gives back when it comes.
      if (isTransactionTimeout(error)) forgetHeld()
      if (attempt === MOST_ATTEMPTS || !isTransactionConflict(error)) throw error
    }
    // Each waits another while, so that the same two do not meet again.
    await sleep(attempt * 50 * Math.random())
  }
}

/** The same work, after the database was told in which cities it may write. */
function withinCities<Result>(work: (tx: Transaction) => Promise<Result>) {
  const cityIds = writableCities()
  if (cityIds === null) return work
  return async (tx: Transaction): Promise<Result> => {
    await tx.$executeRaw`SELECT set_config('ashyq.staff_cities', ${`{${cityIds.join(',')}}`}, true)`
    return work(tx)
  }
}
