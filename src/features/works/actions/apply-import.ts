import { announceChange } from '../../../platform/cache/change-notices.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { City, Names } from '../../city/index.ts'
import { columnsOf, draftOf } from '../draft.ts'
import { type Compared, type Known, listSource } from '../import/compare.ts'
import type { GoodRow } from '../import/read-list.ts'
import { worksCached } from '../near/cached.ts'
import { worksWhere } from '../queries.ts'
import type { Work } from '../work.ts'
import type { WorkDeps } from './act-on-work.ts'
import { addWorks } from './add-works.ts'
import { replaceStreets } from './change-work.ts'
import { movedBy } from './move-work.ts'
import { tellOfWork } from './tell-of-work.ts'

export type Applying = {
  importId: string
  city: City
  staffId: number
  /** Milliseconds UTC. */
  at: number
}

/** Works of one transaction: followers of all their streets are told in it, and no transaction lasts long. */
const batch = 50

/**
 * Brings a compared list in: new works are published, known ones changed or moved. In parts, each of which is whole;
 * an interrupted list is brought in again, and what is there already stays as it is.
 */
export async function applyImport(
  deps: WorkDeps,
  { fresh, changed }: Pick<Compared, 'fresh' | 'changed'>,
  applying: Applying,
): Promise<{ added: number; changed: number }> {
  const counts = { added: 0, changed: 0 }
  for (let from = 0; from < fresh.length; from += batch) {
    counts.added += await addRows(deps, fresh.slice(from, from + batch), applying)
  }
  for (let from = 0; from < changed.length; from += batch) {
    counts.changed += await changeRows(deps, changed.slice(from, from + batch), applying)
  }
  const { importId, city, staffId, at } = applying
  await inTransaction(deps.db, async (tx) => {
    const done = await tx.workImport.updateMany({
      where: { id: importId, doneAt: null },
      data: { doneAt: toDate(at), counts, content: '' },
    })
    if (done.count === 0) return
    const rows = counts.added + counts.changed
    await logStaffAct(tx, {
      at,
      staffId,
      cityId: city.id,
      kind: 'imported',
      subject: 'works',
      detail: { rows },
    })
    await announceChange(tx, [worksCached])
  })
  deps.cache.forget(worksCached)
  return counts
}

async function addRows(
  deps: WorkDeps,
  rows: readonly GoodRow[],
  { city, staffId, at }: Applying,
): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    const works = rows.map(({ draft, externalId }) => ({ draft, origin: { source: listSource, externalId } }))
    const made = await addWorks(tx, works, { cityId: city.id, staffId, at, publish: true })
    const ids = made.filter((id) => id !== null)
    for (const work of await worksOf(tx, ids)) {
      await tellOfWork(tx, deps, { work, city, news: { kind: 'published', reason: null } })
    }
    return ids.length
  })
}

async function changeRows(deps: WorkDeps, rows: readonly Known[], applying: Applying): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    let changed = 0
    for (const known of rows) changed += (await changeRow(tx, deps, known, applying)) ? 1 : 0
    return changed
  })
}

/** False when somebody else was faster: then the list is behind, and the next one will say what is true. */
async function changeRow(
  tx: Transaction,
  deps: WorkDeps,
  { row, work, isMoved, isChanged }: Known,
  { city, staffId, at }: Applying,
): Promise<boolean> {
  const { id, cityId, version } = work
  const { startsAt, endsAt, allDay } = row.draft
  const { shape, ...columns } = columnsOf(row.draft, work.words)
  const reason = reasonOf(deps, row)
  const move = movedBy(work, { startsAt, endsAt, allDay, reason })
  const events = (isMoved ? 1 : 0) + (isChanged ? 1 : 0)
  const updated = await tx.work.updateMany({
    where: { id, version },
    data: {
      ...columns,
      ...(isMoved ? move.data : {}),
      shape: shape ?? Prisma.DbNull,
      version: version + events,
      updatedAt: toDate(at),
    },
  })
  if (updated.count === 0) return false
  const base = { cityId, workId: id, at: toDate(at), staffId }
  if (isChanged) {
    const facts = {
      before: draftOf(work) as Prisma.InputJsonObject,
      after: row.draft as Prisma.InputJsonObject,
    }
    await tx.workEvent.create({ data: { ...base, ...facts, seq: version + 1, kind: 'changed' } })
    await replaceStreets(tx, work, row.draft)
  }
  if (isMoved) {
    await tx.workEvent.create({ data: { ...base, ...move.facts, seq: version + events, kind: 'moved' } })
    const [now] = await worksOf(tx, [id])
    if (now !== undefined) await tellOfWork(tx, deps, { work: now, city, news: { kind: 'moved', reason } })
  }
  return true
}

/** What the list says, in the language in which it is written; else that the plan was changed. */
function reasonOf({ texts }: Pick<WorkDeps, 'texts'>, { reason }: GoodRow): Names {
  const said = (lang: 'kk' | 'ru' | 'en') => texts.in(lang)('works:import.reason')
  return reason === '' ? { kk: said('kk'), ru: said('ru'), en: said('en') } : { kk: '', ru: reason, en: '' }
}

const worksOf = (tx: Transaction, ids: readonly number[]): Promise<Work[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : worksWhere(
        { db: tx },
        { where: Prisma.sql`w.id IN (${Prisma.join([...ids])})`, order: Prisma.sql`w.id`, limit: ids.length },
      )
