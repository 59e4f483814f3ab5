import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { Work } from '../work.ts'

export type RemovedPhoto = { work: Pick<Work, 'id' | 'cityId'>; id: string; staffId: number; at: number }

/** Takes a picture away; its bytes go with the next sweep. False when there is none. */
export function removePhoto(
  { db }: Pick<Deps, 'db'>,
  { work: { id: workId, cityId }, id, staffId, at }: RemovedPhoto,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.workPhoto.deleteMany({ where: { workId, id } })
    if (count === 0) return false
    const detail = { photos: -count }
    await logStaffAct(tx, {
      ...{ at, staffId, cityId, kind: 'work-changed', subject: `work ${workId}`, detail },
    })
    return true
  })
}
