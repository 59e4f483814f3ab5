import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { openStates } from '../rules.ts'
import { lockReception } from './lock-reception.ts'
import { tellNews } from './tell-news.ts'

/** Calls a reception off: it stays on the timetable with its reason, and everybody who booked is told. */
export function cancelReception(
  deps: Pick<Deps, 'db' | 'jobs' | 'now'>,
  { id, cityId, staffId, why }: { id: number; cityId: number; staffId: number; why: string },
): Promise<boolean> {
  const at = deps.now().epochMilliseconds
  return inTransaction(deps.db, async (tx) => {
    const reception = await lockReception(tx, id)
    if (reception === null || reception.cancelledAt !== null || reception.cityId !== cityId) return false
    await tx.reception.update({
      where: { id },
      data: { cancelledAt: toDate(at), cancelledWhy: why, version: { increment: 1 } },
    })
    const expected = await tx.receptionBooking.findMany({
      where: { receptionId: id, state: { in: [...openStates] } },
      select: { id: true },
    })
    await tx.receptionBooking.updateMany({
      where: { receptionId: id, state: { in: [...openStates] } },
      data: { state: 'cancelled', slotId: null, endedAt: toDate(at) },
    })
    await tx.receptionSlot.updateMany({ where: { receptionId: id }, data: { taken: 0 } })
    await tellNews(tx, deps, { ids: expected.map((one) => one.id), kind: 'calledOff' })
    const about = { subject: `reception ${id}`, detail: { reason: why, rows: expected.length } }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'reception', ...about })
    return true
  })
}
