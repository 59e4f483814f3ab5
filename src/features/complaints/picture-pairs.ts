import type { Deps } from '../../platform/deps.ts'

/** A stored picture: keys and sides of its two sizes. */
type StoredPicture = {
  largeKey: string
  smallKey: string
  width: number
  height: number
  smallWidth: number
  smallHeight: number
}

const looked = 200

/**
 * Shown pictures of solved complaints of these categories (codes), from before and after, each complaint once: what other
 * features of a demo illustrate their inventions with, so that nothing is drawn twice.
 */
export async function picturePairs(
  { db }: Pick<Deps, 'db'>,
  { cityId, categories, most }: { cityId: number; categories: readonly string[]; most: number },
): Promise<{ before: StoredPicture; after: StoredPicture }[]> {
  const photos = await db.photo.findMany({
    where: {
      ...{ shown: true, role: { in: ['before', 'after'] } },
      complaint: { cityId, category: { code: { in: [...categories] } } },
    },
    orderBy: [{ complaintId: 'desc' }, { position: 'asc' }],
    take: looked,
  })
  return [...Map.groupBy(photos, ({ complaintId }) => complaintId).values()]
    .flatMap((own) => {
      const [before, after] = ['before', 'after'].map((role) => own.find((photo) => photo.role === role))
      if (before === undefined || after === undefined) return []
      return [{ before: storedOf(before), after: storedOf(after) }]
    })
    .slice(0, most)
}

const storedOf = ({ largeKey, smallKey, width, height, smallWidth, smallHeight }: StoredPicture) => ({
  ...{ largeKey, smallKey, width, height, smallWidth, smallHeight },
})
