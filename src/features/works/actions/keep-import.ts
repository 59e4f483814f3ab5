import { randomUUID } from 'node:crypto'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { cityById } from '../../city/index.ts'
import type { ImportMapping } from '../import/mapping.ts'
import type { WorkDeps } from './act-on-work.ts'
import { toldBy } from './apply-import.ts'
import { tellOfList } from './tell-of-list.ts'

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

/**
 * Lists that were brought in or left lying. What one that was interrupted has published is told before it goes.
 * @returns how many were removed
 */
export async function forgetImports(deps: WorkDeps, now: number): Promise<number> {
  const old = { at: { lt: toDate(now - keptHours * 3_600_000) } }
  const interrupted = await deps.db.workImport.findMany({
    where: { ...old, doneAt: null, NOT: { told: { equals: [] } } },
    select: { id: true, cityId: true },
  })
  for (const { id, cityId } of interrupted) {
    const city = await cityById(deps, cityId)
    if (city === null) continue
    const { told, works } = await toldBy(deps, id)
    await inTransaction(deps.db, async (tx) => {
      const { count } = await tx.workImport.deleteMany({ where: { id, doneAt: null } })
      if (count > 0) await tellOfList(tx, deps, { importId: id, city, told, works })
    })
  }
  const { count } = await deps.db.workImport.deleteMany({ where: old })
  return count + interrupted.length
}
