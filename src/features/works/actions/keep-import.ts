import { randomUUID } from 'node:crypto'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { ImportMapping } from '../import/mapping.ts'

export type KeptList = {
  cityId: number
  staffId: number
  fileName: string
  content: string
  mapping: ImportMapping
  /** Milliseconds UTC. */
  at: number
}

/** Keeps a list that somebody is bringing in, until its columns are chosen. @returns its id */
export async function keepImport({ db }: Pick<Deps, 'db'>, { at, ...list }: KeptList): Promise<string> {
  const id = randomUUID()
  await inTransaction(db, async (tx) => {
    await tx.workImport.create({ data: { ...list, id, at: toDate(at) } })
  })
  return id
}

/** Other columns for a list that is not taken yet. */
export async function chooseColumns(
  { db }: Pick<Deps, 'db'>,
  { id, staffId, mapping }: { id: string; staffId: number; mapping: ImportMapping },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.workImport.updateMany({ where: { id, staffId, doneAt: null }, data: { mapping } })
  })
}

const keptHours = 24

/** Lists that were brought in or left lying. @returns how many were removed */
export async function forgetImports({ db }: Pick<Deps, 'db'>, now: number): Promise<number> {
  const { count } = await db.workImport.deleteMany({
    where: { at: { lt: toDate(now - keptHours * 3_600_000) } },
  })
  return count
}
