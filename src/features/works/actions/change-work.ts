import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { columnsOf, draftOf, streetRows, type WorkDraft } from '../draft.ts'
import { mayWrite } from '../rules.ts'
import type { Work } from '../work.ts'
import { type ActingOn, actOnWork, type WorkDeps } from './act-on-work.ts'
import { addedTopics } from './tell-of-work.ts'

/**
 * Changes what is said of a work. The dates of a published one stay: they move with a reason (`moveWork`).
 * @throws NotFound, also for an office in which this person writes nothing; Conflict
 */
export async function changeWork(deps: WorkDeps, acting: ActingOn, draft: WorkDraft): Promise<void> {
  const { work, staff } = acting
  if (!mayWrite(staff.roles, { cityId: work.cityId, officeId: draft.officeId })) throw new NotFound('office')
  const after = withDatesOf(work, draft)
  const { shape, ...columns } = columnsOf(after, work.words)
  const topics = work.publishedAt === null ? [] : await addedTopics(deps.db, work, after)
  await actOnWork(deps, acting, {
    act: 'change',
    event: 'changed',
    data: { ...columns, shape: shape ?? Prisma.DbNull },
    facts: { before: draftOf(work) as Prisma.InputJsonObject, after: after as Prisma.InputJsonObject },
    also: (tx) => replaceStreets(tx, work, after),
    ...(topics.length === 0
      ? {}
      : { news: { kind: 'widened', reason: null, topics, of: 'itself' } as const }),
  })
}

function withDatesOf(work: Work, draft: WorkDraft): WorkDraft {
  const { startsAt, endsAt, allDay } = work
  return work.publishedAt === null ? draft : { ...draft, startsAt, endsAt, allDay }
}

export async function replaceStreets(
  tx: Transaction,
  { id, cityId }: Pick<Work, 'id' | 'cityId'>,
  draft: WorkDraft,
): Promise<void> {
  await tx.workStreet.deleteMany({ where: { workId: id } })
  await tx.workStreet.createMany({ data: streetRows(draft, { id, cityId }) })
}
