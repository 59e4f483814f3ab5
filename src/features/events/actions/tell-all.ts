import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

const perTransaction = 100

/** `n`: the version of the event that is told of, so that a repeat is the same mail. */
export type Told = { eventId: number; what: 'moved' | 'cancelled'; afterNo: number; n: number }

/** Has the next hundred told who come or wait, and leaves the rest to another job of the same kind. */
export async function tellAll({ db, jobs }: Pick<Deps, 'db' | 'jobs'>, told: Told): Promise<void> {
  const { eventId, what, afterNo, n } = told
  await inTransaction(db, async (tx) => {
    const rows = await tx.eventSignUp.findMany({
      where: { eventId, state: { not: 'left' }, no: { gt: afterNo } },
      orderBy: { no: 'asc' },
      take: perTransaction,
      select: { id: true, no: true },
    })
    for (const { id } of rows) await jobs.add(tx, 'events.mail', { signUpId: id, what, n })
    const last = rows.at(-1)
    if (last !== undefined && rows.length === perTransaction)
      await jobs.add(tx, 'events.tell', { ...told, afterNo: last.no })
  })
}
