import { announceChange } from '../../../platform/cache/change-notices.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { once } from '../../../platform/db/once.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { Names } from '../../city/index.ts'
import { cacheKey } from '../queries.ts'

export type NewDuty = {
  cityId: number
  staffId: number
  officeId: number
  position: Names
  name: string
  /** E.164. */
  phone: string
  /** Milliseconds UTC. */
  startsAt: number
  endsAt: number
  /** Of the form: sent twice it is one. */
  formKey: Buffer<ArrayBuffer>
}

/** Says who answers the phone of an office from when to when. */
export async function addDuty(deps: Pick<Deps, 'db' | 'now'>, duty: NewDuty): Promise<void> {
  const { formKey } = duty
  await once(
    () => writeDuty(deps, duty),
    () => deps.db.dutyPerson.findUnique({ where: { formKey }, select: { id: true } }),
  )
}

async function writeDuty(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { position, startsAt, endsAt, ...rest }: NewDuty,
): Promise<{ id: number }> {
  return inTransaction(db, async (tx) => {
    const { id } = await tx.dutyPerson.create({
      data: {
        ...rest,
        ...{ positionKk: position.kk, positionRu: position.ru, positionEn: position.en },
        ...{ startsAt: toDate(startsAt), endsAt: toDate(endsAt) },
      },
    })
    await logStaffAct(tx, {
      ...{ at: now().epochMilliseconds, staffId: rest.staffId, cityId: rest.cityId },
      ...{ kind: 'settings-changed', subject: `duty ${id}`, detail: { officeId: rest.officeId } },
    })
    await announceChange(tx, [cacheKey(rest.cityId)])
    return { id }
  })
}

/** Ends a duty now; one that has not begun is taken back. False: there is none among these offices. */
export async function endDuty(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  asked: { cityId: number; staffId: number; id: number; offices: readonly number[] | null },
): Promise<boolean> {
  const { cityId, staffId, id, offices } = asked
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const { count } = await tx.dutyPerson.updateMany({
      where: {
        ...{ id, cityId, endsAt: { gt: toDate(at) } },
        ...(offices === null ? {} : { officeId: { in: [...offices] } }),
      },
      data: { endsAt: toDate(at), version: { increment: 1 } },
    })
    if (count === 0) return false
    await logStaffAct(tx, { at, staffId, cityId, kind: 'settings-changed', subject: `duty ${id}` })
    await announceChange(tx, [cacheKey(cityId)])
    return true
  })
}
