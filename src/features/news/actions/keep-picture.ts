import { randomUUID } from 'node:crypto'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { StoredImage } from '../../../platform/http/store-uploads.ts'

type Sized = Omit<StoredImage, 'bytes'>

/** Writes down a picture whose bytes are stored. Answers the id by which documents name it. */
export async function keepPicture(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, large, small }: { cityId: number; large: Sized; small: Sized },
): Promise<string> {
  const id = randomUUID()
  await db.publicationPicture.create({
    data: {
      id,
      cityId,
      largeKey: large.key,
      smallKey: small.key,
      width: large.width,
      height: large.height,
      smallWidth: small.width,
      smallHeight: small.height,
      createdAt: toDate(now().epochMilliseconds),
    },
  })
  return id
}
