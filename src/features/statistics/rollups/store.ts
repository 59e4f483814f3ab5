import type pg from 'pg'
import type { Case } from './fold-complaint.ts'
import { columns } from './marks.ts'
import { type Cell, cellName, isOfEach } from './shapes.ts'
import { inColumns, type Months, monthVector } from './sums.ts'
import {
  addTo,
  decodeEach,
  decodeMarks,
  decodeVector,
  encodeEach,
  encodeMarks,
  encodeVector,
  type Vector,
} from './vector.ts'

/** A case with the complaint that it is of, as it is stored. */
export type StoredCase = Case & { complaintId: number }

type CaseRow = {
  complaint_id: number
  no: number
  office_id: number
  category_id: number
  district_id: number
  channel: string
  first_day: number
  marks: Buffer
}

export const caseColumns = 'complaint_id, no, office_id, category_id, district_id, channel, first_day, marks'

export const storedCase = (row: CaseRow): StoredCase => ({
  complaintId: row.complaint_id,
  no: row.no,
  officeId: row.office_id,
  categoryId: row.category_id,
  districtId: row.district_id,
  channel: row.channel,
  marks: decodeMarks(row.marks, row.first_day),
})

export const firstDayOf = ({ marks }: Pick<Case, 'marks'>): number =>
  marks.reduce((first, { day }) => Math.min(first, day), marks[0]?.day ?? 0)

export async function readCases(
  client: pg.ClientBase,
  complaintIds: readonly number[],
): Promise<StoredCase[]> {
  const { rows } = await client.query<CaseRow>(
    `SELECT ${caseColumns} FROM stat_case WHERE complaint_id = ANY($1)`,
    [complaintIds],
  )
  return rows.map(storedCase)
}

/** Puts `cases` in the place of all that these complaints had. */
export async function replaceCases(
  client: pg.ClientBase,
  cityId: number,
  complaintIds: readonly number[],
  cases: readonly StoredCase[],
): Promise<void> {
  await client.query('DELETE FROM stat_case WHERE complaint_id = ANY($1)', [complaintIds])
  const days = cases.map(firstDayOf)
  await client.query(
    `INSERT INTO stat_case (city_id, ${caseColumns})
     SELECT $1::int, * FROM unnest($2::int[], $3::smallint[], $4::int[], $5::int[], $6::int[], $7::text[], $8::int[], $9::bytea[])`,
    [
      cityId,
      cases.map(({ complaintId }) => complaintId),
      cases.map(({ no }) => no),
      cases.map(({ officeId }) => officeId),
      cases.map(({ categoryId }) => categoryId),
      cases.map(({ districtId }) => districtId),
      cases.map(({ channel }) => channel),
      days,
      cases.map(({ marks }, index) => encodeMarks(marks, days[index] ?? 0)),
    ],
  )
}

/** Ids of cells by their name; those that are new are written. */
export async function cellIds(
  client: pg.ClientBase,
  cityId: number,
  cells: readonly Cell[],
): Promise<Map<string, number>> {
  const values = [
    cityId,
    cells.map(({ shape }) => shape),
    cells.map(({ officeId }) => officeId),
    cells.map(({ categoryId }) => categoryId),
    cells.map(({ districtId }) => districtId),
    cells.map(({ channel }) => channel),
  ]
  const wanted = `unnest($2::smallint[], $3::int[], $4::int[], $5::int[], $6::text[])
    AS w (shape, office_id, category_id, district_id, channel)`
  const find = () =>
    client.query<{ id: number; name: string }>(
      `SELECT c.id, concat_ws('/', c.shape, c.office_id, c.category_id, c.district_id, c.channel) AS name
       FROM ${wanted} JOIN stat_cell c ON c.city_id = $1 AND c.shape = w.shape AND c.office_id = w.office_id
         AND c.category_id = w.category_id AND c.district_id = w.district_id AND c.channel = w.channel`,
      values,
    )
  let { rows } = await find()
  if (rows.length < cells.length) {
    await client.query(
      `INSERT INTO stat_cell (city_id, shape, office_id, category_id, district_id, channel)
       SELECT $1::int, w.* FROM ${wanted} ON CONFLICT DO NOTHING`,
      values,
    )
    rows = (await find()).rows
  }
  return new Map(rows.map(({ id, name }) => [name, id]))
}

type SumRow = {
  cell_id: number
  span: number
  counts: Buffer | null
  hours: Buffer | null
  open: Buffer | null
}
type Change = { cellId: number; span: number; vector: Vector; isOfEach: boolean }

/** Adds differences to the kept sums; a row that comes to nothing goes. Whoever calls holds the lock of the city. */
export async function addToSums(client: pg.ClientBase, cityId: number, months: Months): Promise<void> {
  const cells = new Map<string, Cell>()
  for (const byName of months.values()) for (const [name, { cell }] of byName) cells.set(name, cell)
  const ids = await cellIds(client, cityId, [...cells.values()])
  const days: Change[] = []
  const whole: Change[] = []
  for (const [month, byName] of months) {
    for (const { cell, days: vectors } of byName.values()) {
      const cellId = ids.get(cellName(cell)) ?? 0
      const ofCell = { cellId, isOfEach: isOfEach(cell.shape) }
      for (const [day, vector] of vectors) days.push({ ...ofCell, span: day, vector })
      whole.push({ ...ofCell, span: month, vector: monthVector(vectors) })
    }
  }
  await addRows(client, { table: 'stat_day', span: 'day' }, days)
  await addRows(client, { table: 'stat_month', span: 'month' }, whole)
}

/** So many rows in one statement. */
const STEP = 2_000

async function addRows(
  client: pg.ClientBase,
  { table, span }: { table: 'stat_day' | 'stat_month'; span: 'day' | 'month' },
  all: readonly Change[],
): Promise<void> {
  const changes = all.filter(({ vector }) => vector.size > 0)
  for (let start = 0; start < changes.length; start += STEP) {
    const step = changes.slice(start, start + STEP)
    const keys = [step.map(({ cellId }) => cellId), step.map((change) => change.span)]
    const { rows } = await client.query<SumRow>(
      `SELECT s.cell_id, s.${span} AS span, s.counts, s.hours, s.open
       FROM unnest($1::int[], $2::int[]) AS w (cell_id, span)
       JOIN ${table} s ON s.cell_id = w.cell_id AND s.${span} = w.span`,
      keys,
    )
    const kept = new Map(rows.map((row) => [`${row.cell_id} ${row.span}`, row]))
    const sums = step.map((change) => added(change, kept.get(`${change.cellId} ${change.span}`)))
    await client.query(
      `INSERT INTO ${table} (cell_id, ${span}, counts, hours, open)
       SELECT * FROM unnest($1::int[], $2::int[], $3::bytea[], $4::bytea[], $5::bytea[])
       ON CONFLICT (cell_id, ${span}) DO UPDATE
       SET counts = excluded.counts, hours = excluded.hours, open = excluded.open`,
      [...keys, ...columns.map((column) => sums.map((sum) => sum[column]))],
    )
    await client.query(
      `DELETE FROM ${table} s USING unnest($1::int[], $2::int[]) AS w (cell_id, span)
       WHERE s.cell_id = w.cell_id AND s.${span} = w.span AND num_nonnulls(s.counts, s.hours, s.open) = 0`,
      keys,
    )
  }
}

function added({ vector, isOfEach }: Change, kept: SumRow | undefined) {
  const changes = inColumns(vector)
  const [decode, encode] = isOfEach ? [decodeEach, encodeEach] : [decodeVector, encodeVector]
  const sum = (column: (typeof columns)[number]) => {
    const before = kept?.[column] ?? null
    if (changes[column].size === 0) return before
    const after = decode(before)
    for (const [key, n] of changes[column]) addTo(after, key, n)
    return encode(after)
  }
  return { counts: sum('counts'), hours: sum('hours'), open: sum('open') }
}
