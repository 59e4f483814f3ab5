import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { columnsOf, streetRows, type WorkDraft } from '../draft.ts'

export type NewWork = {
  draft: WorkDraft
  /** Whence an imported one comes; the same twice is refused by the database and left out. */
  origin?: { source: string; externalId: string }
}

export type Adding = {
  cityId: number
  /** Null: nobody of the staff, as in a demo. */
  staffId: number | null
  /** Milliseconds UTC. */
  at: number
  publish: boolean
}

/**
 * Writes new works with their streets and their first events, all in the caller's transaction.
 * @returns the ids in the order of `works`; null for one that is there already
 */
export async function addWorks(
  tx: Transaction,
  works: readonly NewWork[],
  { cityId, staffId, at, publish }: Adding,
): Promise<(number | null)[]> {
  if (works.length === 0) return []
  const moment = toDate(at)
  const times = { createdAt: moment, updatedAt: moment, publishedAt: publish ? moment : null }
  const ids: (number | null)[] = []
  for (const { draft, origin } of works) {
    const { shape, ...columns } = columnsOf(draft)
    const [row] = await tx.work.createManyAndReturn({
      data: [{ ...columns, shape: shape ?? Prisma.DbNull, ...times, ...origin, cityId }],
      select: { id: true },
      skipDuplicates: true,
    })
    ids.push(row?.id ?? null)
  }
  const made = works.flatMap(({ draft }, index) => {
    const id = ids[index]
    return id == null ? [] : [{ id, draft }]
  })
  await tx.workStreet.createMany({ data: made.flatMap(({ id, draft }) => streetRows(draft, { id, cityId })) })
  await tx.workEvent.createMany({
    data: made.map(({ id, draft }) => ({
      ...{ cityId, workId: id, seq: 1, at: moment, staffId },
      kind: publish ? 'published' : 'added',
      after: draft as Prisma.InputJsonObject,
    })),
  })
  return ids
}
