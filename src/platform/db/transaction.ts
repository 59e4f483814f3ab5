import type { Prisma, PrismaClient } from './generated/client.ts'
import { Prisma as prisma } from './generated/client.ts'

/** A running transaction; has the same models as the client. */
export type Transaction = Prisma.TransactionClient

const MOST_ATTEMPTS = 3

/**
 * Runs `work` in one transaction (READ COMMITTED). A deadlock or serialization failure (P2034) was rolled back for
 * certain, so it is tried again, three times in all; every other error is the caller's. `work` may run twice:
 * it touches nothing but the database.
 */
export async function inTransaction<Result>(
  db: PrismaClient,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work, { maxWait: 2_000, timeout: 10_000 })
    } catch (error) {
      const again = error instanceof prisma.PrismaClientKnownRequestError && error.code === 'P2034'
      if (!again || attempt === MOST_ATTEMPTS) throw error
    }
  }
}
