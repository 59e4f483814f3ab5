import type { Deps } from '../../../platform/deps.ts'

/** Takes a picture away; its bytes go with the next sweep. */
export async function removePicture(
  { db }: Pick<Deps, 'db'>,
  { eventId, id }: { eventId: number; id: string },
): Promise<boolean> {
  return (await db.eventPhoto.deleteMany({ where: { eventId, id } })).count > 0
}

/** The same with a paper. */
export async function removeMaterial(
  { db }: Pick<Deps, 'db'>,
  { eventId, id }: { eventId: number; id: string },
): Promise<boolean> {
  return (await db.eventMaterial.deleteMany({ where: { eventId, id } })).count > 0
}

/** Accepts a picture that an organiser sent: it belongs to the results. False: it is gone, or was accepted. */
export async function acceptPicture(
  { db }: Pick<Deps, 'db'>,
  { eventId, id }: { eventId: number; id: string },
): Promise<boolean> {
  const { count } = await db.eventPhoto.updateMany({
    where: { eventId, id, proposed: true },
    data: { proposed: false },
  })
  return count > 0
}
