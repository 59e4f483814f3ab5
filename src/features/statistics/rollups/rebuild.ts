import type pg from 'pg'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { createScratch, foldIntoCases, sumUp } from './fold-anew.ts'
import { foldQueued } from './fold-changes.ts'
import { withLock } from './lock.ts'
import { columns, FOLD } from './marks.ts'
import { BrokenSum } from './vector.ts'

type RebuildDeps = Pick<Deps, 'pool' | 'log' | 'now'>
type Place = Pick<City, 'id' | 'timeZone'>

export type Rebuilt = {
  complaints: number
  /** Rows of cases, days and months that were not what a fold of everything gives. */
  differences: number
}

/** The sums of a city are those of a newer version, which means something else by the same keys. */
export class NewerSums extends Error {
  override readonly name = 'NewerSums'
}

export type RebuildOptions = { mend: boolean; wait: boolean; onProgress?: (complaints: number) => void }

/**
 * Folds the whole activity of a city anew, beside what is kept, and compares byte for byte; with `mend` it then writes
 * what differs. All in one snapshot and one transaction: readers see the old sums until the new ones are complete.
 * Null when another process is at the rollups of this city and `wait` was not asked for.
 * @throws NewerSums when a newer version has folded the city
 */
export async function rebuild(
  deps: RebuildDeps,
  city: Place,
  { mend, wait, onProgress = () => undefined }: RebuildOptions,
): Promise<Rebuilt | null> {
  return withLock(deps.pool, city.id, { wait }, async (client) => {
    await client.query('SET statement_timeout = 0')
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = 0`)
    await client.query(`SET LOCAL work_mem = '128MB'`)
    await client.query(`SET LOCAL jit = off`)
    try {
      await refuseNewer(client, city.id)
      if (mend) await client.query('DELETE FROM stat_queue WHERE city_id = $1', [city.id])
      else await foldWaiting(client, deps, city)
      await createScratch(client)
      const complaints = await foldIntoCases(client, deps, city, onProgress)
      await sumUp(client, city.id)
      await client.query('ANALYZE new_case; ANALYZE new_day; ANALYZE new_month')
      const differences = await compare(client, city.id)
      if (mend && differences > 0) await write(client, city.id)
      await noteState(client, city.id, { at: deps.now().epochMilliseconds, differences, mend })
      await client.query('COMMIT')
      if (mend && differences > 0) await client.query('ANALYZE stat_case, stat_cell, stat_day, stat_month')
      return { complaints, differences }
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      throw error
    }
  })
}

async function refuseNewer(client: pg.ClientBase, cityId: number): Promise<void> {
  const { rows } = await client.query<{ fold: number }>('SELECT fold FROM stat_state WHERE city_id = $1', [
    cityId,
  ])
  const newer = rows.find(({ fold }) => fold > FOLD)
  if (newer === undefined) return
  throw new NewerSums(`the sums of city ${cityId} are of fold ${newer.fold}, this version knows fold ${FOLD}`)
}

/** What is in the queue is not wrong, only not folded yet. Where the kept sums refuse it, the comparison says so. */
async function foldWaiting(client: pg.ClientBase, deps: RebuildDeps, city: Place): Promise<void> {
  await client.query('SAVEPOINT waiting')
  try {
    while ((await foldQueued(client, deps, city, 1_000)) > 0);
  } catch (error) {
    if (!(error instanceof BrokenSum)) throw error
    deps.log.error({ err: error, cityId: city.id }, 'what is new cannot be added to the sums of the figures')
    await client.query('ROLLBACK TO SAVEPOINT waiting')
  }
}

/** Rows of `new` and `kept` by what names them, and all columns that must be equal. */
const tables = [
  {
    fresh: 'new_case',
    kept: 'stat_case',
    key: ['complaint_id', 'no'],
    ofCity: 'k.city_id = $1',
    values: [
      'city_id',
      'office_id',
      'category_id',
      'district_id',
      'channel',
      'first_day',
      'marks',
    ] as readonly string[],
  },
  ...(['day', 'month'] as const).map((span) => ({
    fresh: `new_${span}`,
    kept: `stat_${span}`,
    key: ['cell_id', span],
    ofCity: 'k.cell_id IN (SELECT id FROM stat_cell WHERE city_id = $1)',
    values: columns as readonly string[],
  })),
]

const equal = (names: readonly string[]) => names.map((name) => `n.${name} = k.${name}`).join(' AND ')
const different = (names: readonly string[]) =>
  `(${names.map((name) => `n.${name}`).join(', ')}) IS DISTINCT FROM (${names.map((name) => `k.${name}`).join(', ')})`

async function compare(client: pg.ClientBase, cityId: number): Promise<number> {
  let differences = 0
  for (const { fresh, kept, key, ofCity, values } of tables) {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${fresh} n
       FULL JOIN (SELECT * FROM ${kept} k WHERE ${ofCity}) k ON ${equal(key)}
       WHERE ${different([...key, ...values])}`,
      [cityId],
    )
    differences += rows[0]?.n ?? 0
  }
  return differences
}

async function write(client: pg.ClientBase, cityId: number): Promise<void> {
  for (const { fresh, kept, key, ofCity, values } of tables) {
    await client.query(
      `DELETE FROM ${kept} k WHERE ${ofCity} AND NOT EXISTS (
         SELECT 1 FROM ${fresh} n WHERE ${equal(key)} AND NOT ${different(values)})`,
      [cityId],
    )
    const names = [...key, ...values].join(', ')
    await client.query(
      `INSERT INTO ${kept} (${names}) SELECT ${names} FROM ${fresh} n
       WHERE NOT EXISTS (SELECT 1 FROM ${kept} k WHERE ${equal(key)})`,
    )
  }
}

async function noteState(
  client: pg.ClientBase,
  cityId: number,
  { at, differences, mend }: { at: number; differences: number; mend: boolean },
): Promise<void> {
  await client.query(
    `INSERT INTO stat_state (city_id, version, fold, folded_at, verified_at, differences)
     VALUES ($1, 1, $2, $3, $3, $4)
     ON CONFLICT (city_id) DO UPDATE SET verified_at = excluded.verified_at, differences = excluded.differences,
       version = stat_state.version + $5, fold = CASE WHEN $5 = 1 THEN excluded.fold ELSE stat_state.fold END,
       folded_at = CASE WHEN $5 = 1 THEN excluded.folded_at ELSE stat_state.folded_at END`,
    [cityId, FOLD, new Date(at), mend ? 0 : differences, mend ? 1 : 0],
  )
}
