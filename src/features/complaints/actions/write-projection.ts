import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { AnswerState, ComplaintState, CustodyState } from '../projection.ts'
import { columnsOf, type ProjectedColumns } from '../stored.ts'

const instantOrNull = (at: number | null) => (at === null ? null : toDate(at))
const dayOrNull = (day: string | null) => (day === null ? null : dayToDate(day))

/** The projected columns as Prisma takes them. */
export function storedColumns(state: ComplaintState) {
  const columns: ProjectedColumns = columnsOf(state)
  return {
    ...columns,
    receivedAt: toDate(columns.receivedAt),
    registeredOn: dayOrNull(columns.registeredOn),
    dueOn: dayOrNull(columns.dueOn),
    dueAt: instantOrNull(columns.dueAt),
    plannedOn: dayOrNull(columns.plannedOn),
    firstAnswerAt: instantOrNull(columns.firstAnswerAt),
    lastAnswerAt: instantOrNull(columns.lastAnswerAt),
    pausedUntil: instantOrNull(columns.pausedUntil),
    silentSince: instantOrNull(columns.silentSince),
    updatedAt: toDate(columns.updatedAt),
  }
}

/** Writes the stays, answers and helping offices that differ from `before`. */
export async function writeParts(
  tx: Transaction,
  complaintId: number,
  { before, after }: { before: ComplaintState | null; after: ComplaintState },
): Promise<void> {
  for (const custody of changed(before?.custodies ?? [], after.custodies)) {
    const data = storedCustody(custody)
    await tx.custody.upsert({
      where: { complaintId_no: { complaintId, no: custody.no } },
      create: { complaintId, ...data },
      update: data,
    })
  }
  for (const answer of changed(before?.answers ?? [], after.answers)) {
    const data = storedAnswer(answer)
    await tx.answer.upsert({
      where: { complaintId_no: { complaintId, no: answer.no } },
      create: { complaintId, ...data },
      update: data,
    })
  }
  await writeHelpers(tx, complaintId, { before: before?.helpers ?? [], after: after.helpers })
}

async function writeHelpers(
  tx: Transaction,
  complaintId: number,
  { before, after }: { before: readonly number[]; after: readonly number[] },
): Promise<void> {
  const gone = before.filter((id) => !after.includes(id))
  const come = after.filter((id) => !before.includes(id))
  if (gone.length > 0) {
    await tx.complaintHelper.deleteMany({ where: { complaintId, officeId: { in: gone } } })
  }
  if (come.length > 0) {
    await tx.complaintHelper.createMany({ data: come.map((officeId) => ({ complaintId, officeId })) })
  }
}

/** States are never changed in place, so a part that is the same object is the same part. */
function changed<Part extends { no: number }>(before: readonly Part[], after: readonly Part[]): Part[] {
  return after.filter((part, index) => part !== before[index])
}

/** A stay as Prisma takes it. */
export function storedCustody(custody: CustodyState) {
  const { calendar, baseDueOn: _notStored, ...rest } = custody
  return {
    ...rest,
    calendarVersion: calendar,
    startAt: toDate(custody.startAt),
    dueOn: dayToDate(custody.dueOn),
    dueAt: toDate(custody.dueAt),
    grossDueAt: instantOrNull(custody.grossDueAt),
    firstAnswerAt: instantOrNull(custody.firstAnswerAt),
    endAt: instantOrNull(custody.endAt),
  }
}

function storedAnswer(answer: AnswerState) {
  return {
    ...answer,
    plannedOn: dayOrNull(answer.plannedOn),
    at: toDate(answer.at),
    verdictAt: instantOrNull(answer.verdictAt),
    reopenedAt: instantOrNull(answer.reopenedAt),
  }
}
