import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** News that a visitor must hear; a booking does not go before its letter has left. */
type Told = {
  kind: 'offered' | 'given' | 'calledOff' | 'dropped' | 'lapsed'
  /** Who asked for it needs no call when no mail arrives. */
  quiet?: boolean | undefined
}

const newsOf = ({ kind, quiet = false }: { kind: string; quiet?: boolean | undefined }): string =>
  quiet ? `${kind} as wished` : kind

/** Has visitors told of what became of their bookings. */
export async function tellNews(
  tx: Transaction,
  { jobs }: Pick<Deps, 'jobs'>,
  { ids, kind, quiet = false }: Told & { ids: readonly number[] },
): Promise<void> {
  await tx.receptionBooking.updateMany({
    where: { id: { in: [...ids] } },
    data: { news: newsOf({ kind, quiet }), newsSentAt: null },
  })
  for (const booking of ids) await jobs.add(tx, 'receptions.letter', { booking, kind, quiet })
}

/** The letter has left, or nobody is to be told any more. */
export async function markTold(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id, ...letter }: { id: number; kind: string; quiet: boolean },
): Promise<void> {
  await db.receptionBooking.updateMany({
    where: { id, news: newsOf(letter), newsSentAt: null },
    data: { newsSentAt: toDate(now().epochMilliseconds) },
  })
}
