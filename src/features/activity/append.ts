import { toDate } from '../../platform/db/instant.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { insertion, type Part } from '../../platform/db/whole-write.ts'
import { type ActivityEntry, type ActivityRow, chainRows } from './chain.ts'
import { tipsOf } from './queries.ts'

/**
 * Adds rows to the activity of a complaint, in the transaction of the change itself. Two writers who both
 * believe to be next collide on the primary key (complaint, seq) and one of them fails.
 */
export async function appendActivity(
  tx: Transaction,
  complaint: { id: number; number: string },
  entries: readonly ActivityEntry[],
): Promise<void> {
  await insertActivity(tx, chainRows(complaint, entries, await tipsOf(tx, complaint.id)))
}

export async function insertActivity(tx: Transaction, rows: readonly ActivityRow[]): Promise<void> {
  await tx.activity.createMany({ data: rows.map(storedRow) })
}

/** The same as a part of the one statement that writes the change. */
export const activityInsertion = (rows: readonly ActivityRow[]): Part =>
  insertion('activity', rows.map(storedRow))

const storedRow = (row: ActivityRow) => ({
  ...row,
  at: toDate(row.at),
  payload: row.payload as object,
  salt: Buffer.from(row.salt),
  payloadDigest: Buffer.from(row.payloadDigest),
  prevHash: row.prevHash === null ? null : Buffer.from(row.prevHash),
  hash: Buffer.from(row.hash),
})
