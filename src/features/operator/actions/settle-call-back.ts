import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

type Which = { cityId: number; staffId: number; id: string }

/** After so many minutes somebody who did not answer is tried again. */
export const againMinutes = 30
/** Whoever took a call-back and did nothing with it for so long has let it go. */
export const takenMinutes = 15

/**
 * Takes a call-back, so that nobody is called by two people; the look at the number is recorded with it. False when
 * somebody else is at it, or it is done.
 */
export async function takeCallBack(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, id }: Which,
): Promise<boolean> {
  const now = deps.now()
  const at = toDate(now.epochMilliseconds)
  const letGo = toDate(now.subtract({ minutes: takenMinutes }).epochMilliseconds)
  return inTransaction(deps.db, async (tx) => {
    const taken = await tx.callBack.updateMany({
      where: {
        ...{ id, cityId, doneAt: null },
        OR: [{ takenById: null }, { takenById: staffId }, { takenAt: { lt: letGo } }],
      },
      data: { takenById: staffId, takenAt: at },
    })
    if (taken.count === 0) return false
    await tx.callerLook.create({
      data: { cityId, staffId, at, kind: 'call_back', complaintIds: [], callBackId: id },
    })
    return true
  })
}

/** They were reached. Only for whoever took it; safe to repeat. */
export async function finishCallBack(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, id }: Which,
): Promise<boolean> {
  const at = toDate(deps.now().epochMilliseconds)
  const done = await deps.db.callBack.updateMany({
    where: { id, cityId, doneAt: null, takenById: staffId },
    data: { doneAt: at, doneById: staffId, tries: { increment: 1 } },
  })
  return done.count > 0
}

/** Nobody answered: it is due again in half an hour, for whoever is free then. */
export async function tryCallBackAgain(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, id }: Which,
): Promise<boolean> {
  const dueAt = toDate(deps.now().add({ minutes: againMinutes }).epochMilliseconds)
  const tried = await deps.db.callBack.updateMany({
    where: { id, cityId, doneAt: null, takenById: staffId },
    data: { dueAt, tries: { increment: 1 }, takenById: null, takenAt: null, overdueAt: null },
  })
  return tried.count > 0
}
