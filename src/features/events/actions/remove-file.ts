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
