import type pg from 'pg'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { burstsAround } from './bursts.ts'
import type { Case } from './fold-complaint.ts'
import { foldAll, readHistories, staffAnswersOf } from './histories.ts'
import { withLock } from './lock.ts'
import { FOLD } from './marks.ts'
import { addToSums, readCases, replaceCases, type StoredCase } from './store.ts'
import { addCase, type Months } from './sums.ts'

type FoldDeps = Pick<Deps, 'pool' | 'log' | 'now'>

/** So many rows of the queue in one transaction. */
const STEP = 500

/**
 * Folds what has changed in a city until nothing is left. Null when another process is at it and `wait` was not asked
 * for, and when the sums are those of another version: what this one adds would mean something else there.
 */
export async function foldChanges(
  deps: FoldDeps,
  city: Pick<City, 'id' | 'timeZone'>,
  { wait }: { wait: boolean },
): Promise<{ complaints: number } | null> {
  return withLock(deps.pool, city.id, { wait }, async (client) => {
    if (await isOfOtherFold(client, city.id)) return null
    let complaints = 0
    for (;;) {
      const step = await foldStep(client, deps, city)
      complaints += step
      if (step === 0) return { complaints }
    }
  })
}

/** Asked for under the lock: a newer version may have folded everything while this one waited. */
async function isOfOtherFold(client: pg.ClientBase, cityId: number): Promise<boolean> {
  const { rows } = await client.query<{ fold: number }>('SELECT fold FROM stat_state WHERE city_id = $1', [
    cityId,
  ])
  return rows.some(({ fold }) => fold !== FOLD)
}

async function foldStep(
  client: pg.ClientBase,
  deps: FoldDeps,
  city: Pick<City, 'id' | 'timeZone'>,
): Promise<number> {
  await client.query('BEGIN')
  try {
    const folded = await foldQueued(client, deps, city, STEP)
    await client.query('COMMIT')
    return folded
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/**
 * Folds the next complaints of the queue, in a transaction of the caller, who holds the lock of the city. The rows of
 * the queue go first: what is added to the activity from then on leaves a row of its own.
 */
export async function foldQueued(
  client: pg.ClientBase,
  deps: FoldDeps,
  city: Pick<City, 'id' | 'timeZone'>,
  most: number,
): Promise<number> {
  const { rows } = await client.query<{ complaint_id: number }>(
    `DELETE FROM stat_queue WHERE id IN (SELECT id FROM stat_queue WHERE city_id = $1 ORDER BY id LIMIT $2)
     RETURNING complaint_id`,
    [city.id, most],
  )
  if (rows.length === 0) return 0
  const queued = [...new Set(rows.map((row) => row.complaint_id))]
  const folded = await foldTogether(client, deps, city, queued)
  const ids = [...folded.keys()]
  const before = Map.groupBy(await readCases(client, ids), ({ complaintId }) => complaintId)
  const months: Months = new Map()
  const changed = ids.filter((id) => !isSame(before.get(id) ?? [], folded.get(id) ?? []))
  for (const id of changed) {
    for (const one of before.get(id) ?? []) addCase(months, one, -1)
    for (const one of folded.get(id) ?? []) addCase(months, one, 1)
  }
  const cases = changed.flatMap((complaintId) =>
    (folded.get(complaintId) ?? []).map((one): StoredCase => ({ ...one, complaintId })),
  )
  if (changed.length > 0) {
    await addToSums(client, city.id, months)
    await replaceCases(client, city.id, changed, cases)
  }
  await noteFold(client, city.id, deps.now().epochMilliseconds)
  return queued.length
}

/** These complaints, and those whose answers their answers have made part of a run. */
async function foldTogether(
  client: pg.ClientBase,
  { log }: FoldDeps,
  city: Pick<City, 'id' | 'timeZone'>,
  queued: readonly number[],
): Promise<Map<number, Case[]>> {
  const histories = await readHistories(client, queued)
  let bursts = await burstsAround(client, city.id, staffAnswersOf(histories))
  const others = [...bursts.keys()].filter((id) => !histories.has(id))
  if (others.length > 0) {
    for (const [id, history] of await readHistories(client, others)) histories.set(id, history)
    bursts = await burstsAround(client, city.id, staffAnswersOf(histories))
  }
  return foldAll(histories, bursts, { timeZone: city.timeZone, log })
}

function isSame(before: readonly StoredCase[], after: readonly Case[]): boolean {
  return before.length === after.length && nameOf(before) === nameOf(after)
}

const nameOf = (cases: readonly Case[]): string =>
  JSON.stringify(
    cases
      .map(({ no, officeId, categoryId, districtId, channel, marks }) => [
        ...[no, officeId, categoryId, districtId, channel],
        marks.map(({ day, key }) => `${day} ${key}`).sort(),
      ])
      .sort(([a], [b]) => Number(a) - Number(b)),
  )

async function noteFold(client: pg.ClientBase, cityId: number, at: number): Promise<void> {
  await client.query(
    `INSERT INTO stat_state (city_id, version, fold, folded_at) VALUES ($1, 1, $2, $3)
     ON CONFLICT (city_id) DO UPDATE SET version = stat_state.version + 1, folded_at = excluded.folded_at`,
    [cityId, FOLD, new Date(at)],
  )
}
