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
  const rowOf = ({ draft, origin }: NewWork) => {
    const { shape, ...columns } = columnsOf(draft)
    return { ...columns, shape: shape ?? Prisma.DbNull, ...times, ...origin, cityId }
  }
  const ids = await idsOfNew(tx, works, rowOf)
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

type WorkRow = Prisma.WorkCreateManyInput

/** Those with an origin go in by one statement and are told apart by it; the others one by one. */
async function idsOfNew(
  tx: Transaction,
  works: readonly NewWork[],
  rowOf: (work: NewWork) => WorkRow,
): Promise<(number | null)[]> {
  const keyOf = (source: string | null, externalId: string | null) => `${source} ${externalId}`
  const known = works.filter(({ origin }) => origin !== undefined)
  const made = await tx.work.createManyAndReturn({
    data: known.map(rowOf),
    select: { id: true, source: true, externalId: true },
    skipDuplicates: true,
  })
  const idOf = new Map(made.map(({ id, source, externalId }) => [keyOf(source, externalId), id]))
  const ids: (number | null)[] = []
  for (const work of works) {
    const { origin } = work
    if (origin === undefined) ids.push((await tx.work.create({ data: rowOf(work), select: { id: true } })).id)
    else {
      const key = keyOf(origin.source, origin.externalId)
      ids.push(idOf.get(key) ?? null)
      // The same origin twice among these is one work
      idOf.delete(key)
    }
  }
  return ids
}
