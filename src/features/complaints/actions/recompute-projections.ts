import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { activityOf } from '../../activity/index.ts'
import { projectAll } from '../projection.ts'
import { toEvent } from '../stored.ts'
import { storedColumns, writeParts } from './write-projection.ts'

/**
 * Writes what the activity says over the columns, stays and answers of these complaints, each in a transaction of its
 * own. The activity is never touched. Returns how many there were.
 */
export async function recomputeProjections(
  { db }: Pick<Deps, 'db'>,
  numbers: readonly string[],
): Promise<number> {
  let written = 0
  for (const number of new Set(numbers)) {
    if (await inTransaction(db, (tx) => recompute(tx, number))) written++
  }
  return written
}

async function recompute(tx: Transaction, number: string): Promise<boolean> {
  // The lock keeps everybody who would add to the activity waiting until the row is right again.
  const [complaint] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM complaint WHERE number = ${number} FOR UPDATE`
  if (complaint === undefined) return false
  const complaintId = complaint.id
  const state = projectAll((await activityOf(tx, complaintId)).map(toEvent))
  const photoCount = await tx.photo.count({ where: { complaintId } })
  await tx.custody.deleteMany({ where: { complaintId } })
  await tx.answer.deleteMany({ where: { complaintId } })
  await tx.complaintHelper.deleteMany({ where: { complaintId } })
  await writeParts(tx, complaintId, { before: null, after: state })
  await tx.complaint.update({
    where: { id: complaintId },
    data: { ...storedColumns(state), photoCount },
    select: { id: true },
  })
  return true
}
