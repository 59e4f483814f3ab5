import { announceChange } from '../../../platform/cache/change-notices.ts'
import type { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { logStaffAct } from '../../activity/index.ts'
import { cityById } from '../../city/index.ts'
import { worksCached } from '../near/cached.ts'
import { workById } from '../queries.ts'
import { mayDo, stateOf, type WorkAct } from '../rules.ts'
import type { Work, WorkEventKind } from '../work.ts'
import { tellOfWork, type WorkNews } from './tell-of-work.ts'

/** What acts on works are handed. */
export type WorkDeps = Pick<Deps, 'db' | 'cache' | 'jobs' | 'now' | 'texts'>

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
  /** What followers are told, of the work as it is then: as the act knows it, or read again. */
  news?: WorkNews & { of: Work | 'itself' }
}

/**
 * One thing happens to a work, in one transaction: the row, what happened, who is told, the log of the staff.
 * @throws NotFound for whom the act is none, Conflict when somebody else was faster
 */
export async function actOnWork(
  deps: WorkDeps,
  { staff, work, seenVersion, at }: ActingOn,
  { act, event, data, facts = {}, also, news }: Acted,
): Promise<void> {
  const { id, cityId, officeId } = work
  const city = await cityById(deps, cityId)
  if (city === null || !mayDo(staff.roles, act, { cityId, officeId, state: stateOf(work, at) }))
    throw new NotFound('work')
  await inTransaction(deps.db, async (tx) => {
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
    if (news !== undefined) {
      const { of, ...what } = news
      const told = of === 'itself' ? await workById({ db: tx }, { cityId, id }) : of
      if (told === null) throw new Error('a work that was changed is there')
      await tellOfWork(tx, deps, { work: { ...told, version: seenVersion + 1 }, city, news: what })
    }
    await announceChange(tx, [worksCached])
    await logStaffAct(tx, { at, staffId: staff.id, cityId, kind: `work-${event}`, subject: `work ${id}` })
  })
  deps.cache.forget(worksCached)
}
