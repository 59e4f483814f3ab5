import { randomUUID } from 'node:crypto'
import { announceChange } from '../../../platform/cache/change-notices.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { ReceivedPhoto } from '../../../platform/http/store-uploads.ts'
import { logStaffAct } from '../../activity/index.ts'
import { worksCached } from '../near/cached.ts'
import { mostPhotos, type PhotoRole } from '../rules.ts'
import type { Work } from '../work.ts'

type StoredPhoto = Extract<ReceivedPhoto, { ok: true }>

export type NewPhotos = {
  work: Pick<Work, 'id' | 'cityId'>
  role: PhotoRole
  photos: readonly StoredPhoto[]
  staffId: number
  /** Milliseconds UTC. */
  at: number
}

/** Puts pictures behind those that a work has. False when it would have too many. */
export async function addPhotos(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  { work: { id: workId, cityId }, role, photos, staffId, at }: NewPhotos,
): Promise<boolean> {
  const added = await inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM work WHERE id = ${workId} FOR UPDATE`
    const { _count: n, _max: last } = await tx.workPhoto.aggregate({
      where: { workId },
      _count: true,
      _max: { position: true },
    })
    if (n + photos.length > mostPhotos) return false
    const next = (last.position ?? -1) + 1
    await tx.workPhoto.createMany({
      data: photos.map(({ large, small }, index) => ({
        ...{ id: randomUUID(), cityId, workId, role, position: next + index, createdAt: toDate(at) },
        ...{ largeKey: large.key, width: large.width, height: large.height },
        ...{ smallKey: small.key, smallWidth: small.width, smallHeight: small.height },
      })),
    })
    // The feed tells of it; what people edit is not another version by that
    await tx.work.update({ where: { id: workId }, data: { updatedAt: toDate(at) } })
    const detail = { photos: photos.length, role }
    await logStaffAct(tx, {
      ...{ at, staffId, cityId, kind: 'work-changed', subject: `work ${workId}`, detail },
    })
    await announceChange(tx, [worksCached])
    return true
  })
  if (added) cache.forget(worksCached)
  return added
}
