import type pg from 'pg'
import { copyRows } from '../../../platform/db/copy.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { allBursts, type Bursts } from './bursts.ts'
import { foldQueued } from './fold-changes.ts'
import { foldAll, type HistoryRow, historiesOf, historyColumns, historyCondition } from './histories.ts'
import { withLock } from './lock.ts'
import { columns, FOLD } from './marks.ts'
import { Piles, type SumRow } from './pile.ts'
import { type Cell, cellName } from './shapes.ts'
import { caseColumns, cellIds, firstDayOf, storedCase } from './store.ts'
import { monthOf } from './sums.ts'
import { encodeMarks } from './vector.ts'

type RebuildDeps = Pick<Deps, 'pool' | 'log' | 'now'>
type Place = Pick<City, 'id' | 'timeZone'>

export type Rebuilt = {
  complaints: number
  /** Rows of cases, days and months that were not what a fold of everything gives. */
  differences: number
}

export type RebuildOptions = { mend: boolean; wait: boolean; onProgress?: (complaints: number) => void }

/** Rows of activity in one step. */
const ROWS = 20_000
const CASES = 10_000

/**
 * Folds the whole activity of a city anew, beside what is kept, and compares byte for byte; with `mend` it then writes
 * what differs. All in one snapshot and one transaction: readers see the old sums until the new ones are complete.
 * Memory holds one step of the activity and the months that cases reach into, never all complaints. Null when another
 * process is at the rollups of this city and `wait` was not asked for.
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
      if (mend) await client.query('DELETE FROM stat_queue WHERE city_id = $1', [city.id])
      // What is in the queue is not wrong, only not folded yet.
      else while ((await foldQueued(client, deps, city, 1_000)) > 0);
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

async function createScratch(client: pg.ClientBase): Promise<void> {
  await client.query(`CREATE TEMP TABLE new_case (LIKE stat_case) ON COMMIT DROP;
    CREATE TEMP TABLE new_day (LIKE stat_day) ON COMMIT DROP;
    CREATE TEMP TABLE new_month (LIKE stat_month) ON COMMIT DROP`)
}

/** Streams the activity in the order of complaints and folds each one. */
async function foldIntoCases(
  client: pg.ClientBase,
  { log }: RebuildDeps,
  city: Place,
  onProgress: (complaints: number) => void,
): Promise<number> {
  const bursts = await allBursts(client, city.id)
  let complaints = 0
  let carried: HistoryRow[] = []
  const take = async (rows: HistoryRow[]) => {
    complaints += await foldRows(client, rows, { bursts, city, log })
    onProgress(complaints)
  }
  await eachStep<HistoryRow>(
    client,
    {
      name: 'rollup_activity',
      size: ROWS,
      sql: `SELECT ${historyColumns} FROM activity a
        WHERE a.complaint_id IN (SELECT id FROM complaint WHERE city_id = ${city.id}) AND ${historyCondition}
        ORDER BY a.complaint_id, a.seq`,
    },
    async (rows) => {
      // The last complaint of a step goes on in the next.
      const last = rows.at(-1)?.complaint_id
      const cut = rows.findIndex((row) => row.complaint_id === last)
      const whole = carried[0]?.complaint_id === last ? [] : [...carried, ...rows.slice(0, cut)]
      carried = whole.length === 0 ? [...carried, ...rows] : rows.slice(cut)
      await take(whole)
    },
  )
  await take(carried)
  return complaints
}

async function foldRows(
  client: pg.ClientBase,
  rows: readonly HistoryRow[],
  { bursts, city, log }: { bursts: Bursts; city: Place; log: RebuildDeps['log'] },
): Promise<number> {
  const folded = foldAll(historiesOf(rows), bursts, { timeZone: city.timeZone, log })
  const cells = [...folded].flatMap(([complaintId, cases]) =>
    cases.map((one) => {
      const firstDay = firstDayOf(one)
      return [
        ...[complaintId, one.no, one.officeId, one.categoryId, one.districtId, one.channel, firstDay],
        ...[encodeMarks(one.marks, firstDay), city.id],
      ]
    }),
  )
  await copyRows(client, 'new_case', [...caseColumns.split(', '), 'city_id'], cells)
  return folded.size
}

/** Reads the cases by their first day, so that a month is complete, and written, once later ones begin. */
async function sumUp(client: pg.ClientBase, cityId: number): Promise<void> {
  const ids = new Map<string, number>()
  const piles = new Piles()
  const writeBefore = async (month: number) => {
    for (const { days, whole } of piles.complete(month)) {
      await writeSums(client, cityId, ids, { span: 'day', rows: days })
      await writeSums(client, cityId, ids, { span: 'month', rows: whole })
    }
  }
  await eachStep<Parameters<typeof storedCase>[0]>(
    client,
    {
      name: 'rollup_cases',
      size: CASES,
      sql: `SELECT ${caseColumns} FROM new_case ORDER BY first_day`,
    },
    async (rows) => {
      for (const row of rows) piles.add(storedCase(row))
      await writeBefore(monthOf(rows.at(-1)?.first_day ?? 0))
    },
  )
  await writeBefore(Number.POSITIVE_INFINITY)
}

async function writeSums(
  client: pg.ClientBase,
  cityId: number,
  ids: Map<string, number>,
  { span, rows }: { span: 'day' | 'month'; rows: readonly SumRow[] },
): Promise<void> {
  const unknown = rows.flatMap(({ cell }): [string, Cell][] => {
    const name = cellName(cell)
    return ids.has(name) ? [] : [[name, cell]]
  })
  for (const [name, id] of await cellIds(client, cityId, [...new Map(unknown).values()])) ids.set(name, id)
  await copyRows(
    client,
    `new_${span}`,
    ['cell_id', span, ...columns],
    rows.map(({ cell, span: at, counts, hours, open }) => [
      ...[ids.get(cellName(cell)) ?? 0, at],
      ...[counts, hours, open],
    ]),
  )
}

type Step = { name: string; sql: string; size: number }

/** Reads by a cursor; the next step is on its way while one is worked on. */
async function eachStep<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  { name, sql, size }: Step,
  work: (rows: Row[]) => Promise<void>,
): Promise<void> {
  const fetch = () => {
    const step = client.query<Row>(`FETCH ${size} FROM ${name}`)
    // Told by whoever waits for it; when the work fails first, nobody does.
    step.catch(() => undefined)
    return step
  }
  await client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`)
  let next = fetch()
  for (;;) {
    const { rows } = await next
    if (rows.length === 0) break
    next = fetch()
    await work(rows)
  }
  await client.query(`CLOSE ${name}`)
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
