import type { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { CoverablePhoto } from '../actions/cover-photo.ts'
import { isUuid } from '../uuid.ts'

/** The photo with this id among those that `where` allows, and which of them it is, from 1. */
export async function coverablePhoto(
  { db }: Pick<Deps, 'db'>,
  id: string,
  where: Prisma.PhotoWhereInput,
): Promise<{ photo: CoverablePhoto; n: number } | null> {
  if (!isUuid(id)) return null
  const photo = await db.photo.findFirst({
    where: { AND: [{ id }, where] },
    select: {
      id: true,
      position: true,
      largeKey: true,
      smallKey: true,
      width: true,
      height: true,
      smallWidth: true,
      smallHeight: true,
      originalLargeKey: true,
      originalSmallKey: true,
      areas: true,
      shown: true,
      hiddenBy: true,
    },
  })
  if (photo === null) return null
  const before = await db.photo.count({ where: { AND: [where, { position: { lt: photo.position } }] } })
  return { photo, n: before + 1 }
}
