import { randomUUID } from 'node:crypto'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { ReceivedPhoto } from '../../../platform/http/store-uploads.ts'
import { mostPhotos, type PhotoRole } from '../rules.ts'
import { type ByOrganiser, noteOrganiserAct } from './note-organiser-act.ts'

type StoredPhoto = Extract<ReceivedPhoto, { ok: true }>

export type NewPictures = {
  eventId: number
  role: PhotoRole
  photos: readonly StoredPhoto[]
  /** The organiser who sent them: they wait for staff. */
  by?: ByOrganiser
  /** Milliseconds UTC. */
  at: number
}

/** Puts pictures behind those that an event has. False when it would have too many. */
export function addPictures(
  { db }: Pick<Deps, 'db'>,
  { eventId, role, photos, by, at }: NewPictures,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId} FOR UPDATE`
    const { _count: n, _max: last } = await tx.eventPhoto.aggregate({
      where: { eventId },
      _count: true,
      _max: { position: true },
    })
    if (n + photos.length > mostPhotos) return false
    const next = (last.position ?? -1) + 1
    await tx.eventPhoto.createMany({
      data: photos.map(({ large, small }, index) => ({
        ...{ id: randomUUID(), eventId, role, position: next + index, createdAt: toDate(at) },
        proposed: by !== undefined,
        ...{ largeKey: large.key, width: large.width, height: large.height },
        ...{ smallKey: small.key, smallWidth: small.width, smallHeight: small.height },
      })),
    })
    if (by !== undefined) await noteOrganiserAct(tx, by, { kind: 'pictures', n: photos.length })
    return true
  })
}
