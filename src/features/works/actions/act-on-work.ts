import type { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { logStaffAct } from '../../activity/index.ts'
import { mayDo, stateOf, type WorkAct } from '../rules.ts'
import type { Work, WorkEventKind } from '../work.ts'

export type ActingOn = {
  staff: Pick<StaffMember, 'id' | 'roles'>
  /** As this person has seen it. */
  work: Work
  /** The version of the page that the form stood on. */
  seenVersion: number
  /** Milliseconds UTC. */
  at: number
}

export type Acted = {
  act: WorkAct
  event: WorkEventKind
  data: Prisma.WorkUncheckedUpdateManyInput
  facts?: Omit<Prisma.WorkEventUncheckedCreateInput, 'cityId' | 'workId' | 'seq' | 'at' | 'staffId' | 'kind'>
  also?: (tx: Transaction) => Promise<void>
}

/**
 * One thing happens to a work, in one transaction: the row, what happened, the log of the staff.
 * @throws NotFound for whom the act is none, Conflict when somebody else was faster
 */
export async function actOnWork(
  { db }: Pick<Deps, 'db'>,
  { staff, work, seenVersion, at }: ActingOn,
  { act, event, data, facts = {}, also }: Acted,
): Promise<void> {
  const { id, cityId, officeId } = work
  if (!mayDo(staff.roles, act, { cityId, officeId, state: stateOf(work, at) })) throw new NotFound('work')
  await inTransaction(db, async (tx) => {
    const changed = await tx.work.updateMany({
      where: { id, cityId, version: seenVersion },
      data: { ...data, version: seenVersion + 1, updatedAt: toDate(at) },
    })
    if (changed.count === 0) throw new Conflict('the work was changed meanwhile')
    await tx.workEvent.create({
      data: {
        ...facts,
        cityId,
        workId: id,
        seq: seenVersion + 1,
        at: toDate(at),
        staffId: staff.id,
        kind: event,
      },
    })
    await also?.(tx)
    await logStaffAct(tx, { at, staffId: staff.id, cityId, kind: `work-${event}`, subject: `work ${id}` })
  })
}
