import type { Transaction } from '../../../platform/db/transaction.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { activityOf, appendActivity } from '../../activity/index.ts'
import type { ComplaintEvent } from '../events.ts'
import { type ComplaintState, project, projectAll } from '../projection.ts'
import { toEntry, toEvent } from '../stored.ts'
import { storedColumns, writeParts } from './write-projection.ts'

export type ChangeOptions = {
  complaintId: number
  /** What the person who decides has seen; another version by now is a Conflict. Absent: any version. */
  seenVersion?: number
}

/** Somebody else changed the complaint after this person had looked at it. */
export class ChangedMeanwhile extends Conflict {}

/**
 * The one way to change a complaint: reads its activity, lets `decide` say what happens, and writes the new rows
 * and the projection of them. Must run in a transaction. Throws ChangedMeanwhile and IllegalTransition.
 */
export async function changeComplaint(
  tx: Transaction,
  { complaintId, seenVersion }: ChangeOptions,
  decide: (state: ComplaintState) => ComplaintEvent[] | Promise<ComplaintEvent[]>,
): Promise<ComplaintState> {
  const complaint = await tx.complaint.findUnique({
    where: { id: complaintId },
    select: { id: true, number: true },
  })
  if (complaint === null) throw new NotFound('complaint')
  const before = projectAll((await activityOf(tx, complaintId)).map(toEvent))
  if (seenVersion !== undefined && seenVersion !== before.version) throw new ChangedMeanwhile()
  const events = await decide(before)
  if (events.length === 0) return before
  const after = events.reduce((state, event) => project(state, event), before)
  const written = await tx.complaint.updateMany({
    where: { id: complaintId, version: before.version },
    data: storedColumns(after),
  })
  if (written.count === 0) throw new ChangedMeanwhile()
  await appendActivity(
    tx,
    complaint,
    events.map((event, index) => toEntry(event, before.version + 1 + index)),
  )
  await writeParts(tx, complaintId, { before, after })
  return after
}
