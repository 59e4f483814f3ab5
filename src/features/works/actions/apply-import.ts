import { z } from 'zod'
import { announceChange } from '../../../platform/cache/change-notices.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { City, Names } from '../../city/index.ts'
import { columnsOf, draftOf } from '../draft.ts'
import type { Compared, Fresh, Known } from '../import/compare.ts'
import type { GoodRow } from '../import/read-list.ts'
import { worksCached } from '../near/cached.ts'
import { worksWhere } from '../queries.ts'
import type { Work } from '../work.ts'
import type { WorkDeps } from './act-on-work.ts'
import { addWorks } from './add-works.ts'
import { replaceStreets } from './change-work.ts'
import { movedBy } from './move-work.ts'
import { ToldRow, tellOfList } from './tell-of-list.ts'
import { addedTopics } from './tell-of-work.ts'

export type Applying = {
  importId: string
  city: City
  staffId: number
  /** Milliseconds UTC. */
  at: number
}

/** Works of one transaction, so that none lasts long. */
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
  const { told, works } = await toldBy(deps, importId)
  await inTransaction(deps.db, async (tx) => {
    const done = await tx.workImport.updateMany({
      where: { id: importId, doneAt: null },
      data: { doneAt: toDate(at), counts, content: '', told: [] },
    })
    if (done.count === 0) return
    await tellOfList(tx, deps, { importId, city, told, works })
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
  rows: readonly Fresh[],
  { importId, city, staffId, at }: Applying,
): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    const works = rows.map(({ row, origin }) => ({ draft: row.draft, origin }))
    const made = await addWorks(tx, works, { cityId: city.id, staffId, at, publish: true })
    const ids = made.filter((id) => id !== null)
    const told = ids.map((workId) => ({ workId, kind: 'published', reason: null, topics: null }) as const)
    await remember(tx, importId, told)
    return ids.length
  })
}

/** What is to be told goes with the works into the database: a list that is interrupted is told of all the same. */
async function remember(tx: Transaction, importId: string, told: readonly ToldRow[]): Promise<void> {
  if (told.length === 0) return
  await tx.$executeRaw`
    UPDATE work_import SET told = told || ${JSON.stringify(told)}::jsonb WHERE id = ${importId}`
}

async function changeRows(deps: WorkDeps, rows: readonly Known[], applying: Applying): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    let changed = 0
    for (const known of rows) {
      const told = await changeRow(tx, deps, known, applying)
      if (told === null) continue
      changed += 1
      await remember(tx, applying.importId, told)
    }
    return changed
  })
}

/**
 * @returns what is to be told of it; null when somebody else was faster: then the list is behind, and the next one will
 * say what is true
 */
async function changeRow(
  tx: Transaction,
  deps: WorkDeps,
  { row, draft, work, origin, isMoved, isChanged }: Known,
  { staffId, at }: Applying,
): Promise<ToldRow[] | null> {
  const { id, cityId, version } = work
  const { startsAt, endsAt, allDay } = draft
  const { shape, ...columns } = columnsOf(draft, work.words)
  const reason = reasonOf(deps, row)
  const move = movedBy(work, { startsAt, endsAt, allDay, reason })
  const events = (isMoved ? 1 : 0) + (isChanged ? 1 : 0)
  const updated = await tx.work.updateMany({
    where: { id, version },
    data: {
      ...columns,
      ...origin,
      ...(isMoved ? move.data : {}),
      shape: shape ?? Prisma.DbNull,
      version: version + events,
      updatedAt: toDate(at),
    },
  })
  if (updated.count === 0) return null
  const base = { cityId, workId: id, at: toDate(at), staffId }
  if (isChanged) {
    const facts = {
      before: draftOf(work) as Prisma.InputJsonObject,
      after: draft as Prisma.InputJsonObject,
    }
    await tx.workEvent.create({ data: { ...base, ...facts, seq: version + 1, kind: 'changed' } })
    await replaceStreets(tx, work, draft)
  }
  if (isMoved) {
    await tx.workEvent.create({ data: { ...base, ...move.facts, seq: version + events, kind: 'moved' } })
    return [{ workId: id, kind: 'moved', reason, topics: null }]
  }
  const topics = await addedTopics(tx, work, draft)
  return topics.length === 0 ? [] : [{ workId: id, kind: 'widened', reason: null, topics }]
}

/** What the list says, in the language in which it is written; else that the plan was changed. */
function reasonOf({ texts }: Pick<WorkDeps, 'texts'>, { reason }: GoodRow): Names {
  const said = (lang: 'kk' | 'ru' | 'en') => texts.in(lang)('works:import.reason')
  return reason === '' ? { kk: said('kk'), ru: said('ru'), en: said('en') } : { kk: '', ru: reason, en: '' }
}

/** What a list has brought so far, and the works as they are now. */
export async function toldBy(
  { db }: Pick<WorkDeps, 'db'>,
  importId: string,
): Promise<{ told: ToldRow[]; works: Work[] }> {
  const row = await db.workImport.findUnique({ where: { id: importId }, select: { told: true } })
  const told = z.array(ToldRow).parse(row?.told ?? [])
  const ids = [...new Set(told.map(({ workId }) => workId))]
  if (ids.length === 0) return { told, works: [] }
  const where = Prisma.sql`w.id IN (${Prisma.join(ids)})`
  const works = await worksWhere({ db }, { where, order: Prisma.sql`w.starts_at, w.id`, limit: ids.length })
  return { told, works }
}
