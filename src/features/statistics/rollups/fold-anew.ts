import { setImmediate as breathe } from 'node:timers/promises'
import type pg from 'pg'
import { copyRows } from '../../../platform/db/copy.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { type Bursts, burstsOf, keepAllBursts } from './bursts.ts'
import { foldAll, type HistoryRow, historiesOf, historyColumns, historyCondition } from './histories.ts'
import { type Column, columns, KEYS } from './marks.ts'
import { Piles, type SumRow } from './pile.ts'
import { cellName, isOfEach } from './shapes.ts'
import { caseColumns, cellIds, firstDayOf, storedCase } from './store.ts'
import { monthOf } from './sums.ts'
import { addTo, eachOf, encodeEach, encodeMarks, encodeVector, partsOf, type Vector } from './vector.ts'

/*
 * Everything of a city counted anew into tables of the transaction. Memory holds one step, and of the sums those of the
 * days that are not complete yet, never all complaints. The web process does this beside its requests, so a step is
 * what takes some ten milliseconds, and between two of them whoever waits has a turn.
 */

/** Rows of activity, of cases and of days in one step. */
const ROWS = 400
const CASES = 500
const DAYS = 1_000

type Place = Pick<City, 'id' | 'timeZone'>

/** Where the fold goes until it is compared; gone with the transaction. */
export async function createScratch(client: pg.ClientBase): Promise<void> {
  await client.query(`CREATE TEMP TABLE new_case (LIKE stat_case) ON COMMIT DROP;
    CREATE TEMP TABLE new_day (LIKE stat_day) ON COMMIT DROP;
    CREATE TEMP TABLE new_month (LIKE stat_month) ON COMMIT DROP`)
}

/** Streams the activity in the order of complaints and folds each one. */
export async function foldIntoCases(
  client: pg.ClientBase,
  { log }: Pick<Deps, 'log'>,
  city: Place,
  onProgress: (complaints: number) => void,
): Promise<number> {
  const hasBursts = (await keepAllBursts(client, city.id)) > 0
  let complaints = 0
  let carried: HistoryRow[] = []
  const take = async (rows: HistoryRow[]) => {
    const bursts: Bursts = hasBursts ? await burstsOf(client, rows) : new Map()
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
  { bursts, city, log }: { bursts: Bursts; city: Place; log: Deps['log'] },
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

/** Sums up the cases by day and by month. */
export async function sumUp(client: pg.ClientBase, cityId: number): Promise<void> {
  await sumDays(client, cityId)
  await sumMonths(client)
}

/** Reads the cases by their first day, so that a day is complete, and written, once later ones begin. */
async function sumDays(client: pg.ClientBase, cityId: number): Promise<void> {
  const ids = new Map<string, number>()
  const piles = new Piles()
  const writeBefore = async (day: number) => {
    for (const rows of piles.complete(day)) {
      await writeDay(client, cityId, ids, rows)
      await breathe()
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
      await writeBefore(rows.at(-1)?.first_day ?? 0)
    },
  )
  await writeBefore(Number.POSITIVE_INFINITY)
}

async function writeDay(
  client: pg.ClientBase,
  cityId: number,
  ids: Map<string, number>,
  rows: readonly SumRow[],
): Promise<void> {
  const unknown = rows.flatMap(({ cell }) => (ids.has(cellName(cell)) ? [] : [cell]))
  for (const [name, id] of await cellIds(client, cityId, unknown)) ids.set(name, id)
  await copyRows(
    client,
    'new_day',
    ['cell_id', 'day', ...columns],
    rows.map(({ cell, day, ...sums }) => [
      ...[ids.get(cellName(cell)) ?? 0, day],
      ...columns.map((column) => sums[column]),
    ]),
  )
}

type DayRow = { cell_id: number; shape: number; day: number } & Record<Column, Buffer | null>
type Month = { cellId: number; shape: number; month: number; sums: Record<Column, Vector> }

/** Adds up the days of each cell, one month after the other. */
async function sumMonths(client: pg.ClientBase): Promise<void> {
  let current: Month | null = null
  const write = (months: readonly Month[]) =>
    copyRows(
      client,
      'new_month',
      ['cell_id', 'month', ...columns],
      months.map(({ cellId, shape, month, sums }) => [
        ...[cellId, month],
        ...columns.map((column) => (isOfEach(shape) ? encodeEach : encodeVector)(sums[column])),
      ]),
    )
  await eachStep<DayRow>(
    client,
    {
      name: 'rollup_days',
      size: DAYS,
      sql: `SELECT cell_id, c.shape, day, ${columns.join(', ')} FROM new_day JOIN stat_cell c ON c.id = cell_id
        ORDER BY cell_id, day`,
    },
    async (rows) => {
      const complete: Month[] = []
      for (const row of rows) {
        const month = monthOf(row.day)
        if (current?.cellId !== row.cell_id || current.month !== month) {
          if (current !== null) complete.push(current)
          current = {
            ...{ cellId: row.cell_id, shape: row.shape },
            month,
            sums: { counts: new Map(), hours: new Map(), open: new Map() },
          }
        }
        for (const column of columns) addBytes(current.sums[column], row[column], isOfEach(row.shape))
      }
      await write(complete)
    },
  )
  await write(current === null ? [] : [current])
}

function addBytes(sum: Vector, bytes: Buffer | null, areOfEach: boolean): void {
  if (bytes === null) return
  if (!areOfEach) eachOf(bytes, (key, n) => addTo(sum, key, n))
  else partsOf(bytes, (id, part) => eachOf(part, (key, n) => addTo(sum, id * KEYS + key, n)))
}

type Step = { name: string; sql: string; size: number }

/** Reads by a cursor; the next step is on its way while one is worked on, and others have their turn. */
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
    await breathe()
  }
  await client.query(`CLOSE ${name}`)
}
