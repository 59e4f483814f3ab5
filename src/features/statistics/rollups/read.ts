import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { epochDayOf } from '../../../platform/time/epoch-day.ts'
import {
  CATEGORY,
  type Cell,
  CHANNEL,
  cellName,
  cellOf,
  DISTRICT,
  keptShapes,
  OFFICE,
  STAY,
  wholeSince,
} from './shapes.ts'
import { monthsByDay, type Span } from './span.ts'
import { caseColumns, storedCase } from './store.ts'
import { inColumns, monthOf } from './sums.ts'
import { addTo, encodeVector, type Vector } from './vector.ts'

/** Sums of some days in a row, as they are stored. A piece never lies on both sides of a border of the span. */
export type Piece = {
  first: number
  last: number
  counts: Uint8Array | null
  hours: Uint8Array | null
  open: Uint8Array | null
}

/** Ids of the database; 0 = those that have none, absent = all. */
export type Part = { officeId?: number; categoryId?: number; districtId?: number; channel?: string }

export type Reading = {
  cityId: number
  unit: 'complaint' | 'stay'
  part: Part
  /** One sum for each value of these. */
  by?: readonly ('office' | 'category' | 'district')[]
  /** figures: of the window, and what is open; flow: also what happened before it; slices: counts of the window. */
  detail: 'figures' | 'flow' | 'slices'
}

/** The sums of one combination of values of `by`; ids are 0 for what is not asked by, and where there is none. */
export type Group = { officeId: number; categoryId: number; districtId: number; pieces: Piece[] }

/**
 * Reads sums of a span: rows of the rollups where this shape is kept, else the cases themselves, which are few there.
 * Must run in a transaction with a snapshot when several readings are to agree.
 */
export async function readSums(client: pg.ClientBase, reading: Reading, span: Span): Promise<Group[]> {
  return (await isInRollups(client, reading))
    ? readRollups(client, reading, span)
    : readCaseSums(client, reading)
}

async function isInRollups(client: pg.ClientBase, reading: Reading): Promise<boolean> {
  const shape = shapeOf(reading)
  const kept = keptShapes.get(shape)
  if (kept === undefined || reading.detail === 'slices') return kept !== undefined
  const since = wholeSince.get(shape)
  return kept === 'all' && (since === undefined || (await isFoldedSince(client, reading.cityId, since)))
}

/** Right after an upgrade the rows are still those of the version before. */
async function isFoldedSince(client: pg.ClientBase, cityId: number, since: number): Promise<boolean> {
  const { rows } = await client.query<{ fold: number }>('SELECT fold FROM stat_state WHERE city_id = $1', [
    cityId,
  ])
  return rows.every(({ fold }) => fold >= since)
}

const bits = { office: OFFICE, category: CATEGORY, district: DISTRICT } as const

function shapeOf({ unit, part, by = [] }: Reading): number {
  const fixed =
    (part.officeId === undefined ? 0 : OFFICE) |
    (part.categoryId === undefined ? 0 : CATEGORY) |
    (part.districtId === undefined ? 0 : DISTRICT) |
    (part.channel === undefined ? 0 : CHANNEL)
  return by.reduce<number>((shape, name) => shape | bits[name], fixed | (unit === 'stay' ? STAY : 0))
}

type CellRow = { id: number; office_id: number; category_id: number; district_id: number }
type SumRow = Omit<Piece, 'first' | 'last'> & { cell_id: number; span: number }

async function readRollups(client: pg.ClientBase, reading: Reading, span: Span): Promise<Group[]> {
  const { cityId, part } = reading
  const { rows: cells } = await client.query<CellRow>(
    `SELECT id, office_id, category_id, district_id FROM stat_cell
     WHERE city_id = $1 AND shape = $2 AND office_id = coalesce($3, office_id)
       AND category_id = coalesce($4, category_id) AND district_id = coalesce($5, district_id)
       AND channel = coalesce($6, channel)`,
    [
      ...[cityId, shapeOf(reading), part.officeId ?? null, part.categoryId ?? null],
      ...[part.districtId ?? null, part.channel ?? null],
    ],
  )
  const ids = cells.map(({ id }) => id)
  const pieces = new Map(ids.map((id): [number, Piece[]] => [id, []]))
  if (ids.length > 0) {
    for (const { cell_id: id, span: month, ...sums } of await readMonths(client, ids, reading, span)) {
      pieces.get(id)?.push({ ...daysOfMonth(month), ...sums })
    }
    for (const { cell_id: id, span: day, ...sums } of await readDays(client, ids, reading, span)) {
      pieces.get(id)?.push({ first: day, last: day, ...sums })
    }
  }
  return cells.map((cell) => ({
    officeId: cell.office_id,
    categoryId: cell.category_id,
    districtId: cell.district_id,
    pieces: pieces.get(cell.id) ?? [],
  }))
}

/** Long columns are read only where they are needed: the rest stays where the database has put it aside. */
async function readMonths(
  client: pg.ClientBase,
  ids: readonly number[],
  { detail }: Reading,
  span: Span,
): Promise<SumRow[]> {
  const wanted = {
    counts: detail === 'flow' ? 'month <= $4' : 'month BETWEEN $3 AND $4',
    hours: detail === 'slices' ? 'false' : 'month BETWEEN $3 AND $4',
    open: detail === 'slices' ? 'false' : 'true',
  }
  const column = (name: keyof typeof wanted) => `CASE WHEN ${wanted[name]} THEN ${name} END AS ${name}`
  const { rows } = await client.query<SumRow>(
    `SELECT cell_id, month AS span, ${column('counts')}, ${column('hours')}, ${column('open')}
     FROM stat_month
     WHERE cell_id = ANY($1) AND month <> ALL($2)
       AND (${wanted.counts} OR month BETWEEN $3 AND $4 OR ${wanted.open} AND open IS NOT NULL)`,
    [ids, monthsByDay(span), monthOf(span.from), monthOf(span.to)],
  )
  return rows
}

async function readDays(
  client: pg.ClientBase,
  ids: readonly number[],
  { detail }: Reading,
  span: Span,
): Promise<SumRow[]> {
  const months = monthsByDay(span).map(daysOfMonth)
  const column = (name: string) => (detail === 'slices' ? `NULL::bytea AS ${name}` : name)
  const { rows } = await client.query<SumRow>(
    `SELECT d.cell_id, d.day AS span, d.counts, ${column('hours')}, ${column('open')}
     FROM unnest($2::int[], $3::int[]) AS m (first, last)
     JOIN stat_day d ON d.cell_id = ANY($1) AND d.day BETWEEN m.first AND m.last`,
    [ids, months.map(({ first }) => first), months.map(({ last }) => last)],
  )
  return rows
}

/** Cases of a narrow part, summed up here. */
async function readCaseSums(
  client: pg.ClientBase,
  { cityId, unit, part, by = [] }: Reading,
): Promise<Group[]> {
  const { rows } = await client.query<Parameters<typeof storedCase>[0]>(
    `SELECT ${caseColumns} FROM stat_case
     WHERE city_id = $1 AND (no = 0) = $2 AND ($3::int IS NULL OR office_id = $3)
       AND ($4::int IS NULL OR category_id = $4) AND ($5::int IS NULL OR district_id = $5)
       AND ($6::text IS NULL OR channel = $6)`,
    [
      ...[cityId, unit === 'complaint', part.officeId ?? null, part.categoryId ?? null],
      ...[part.districtId ?? null, part.channel ?? null],
    ],
  )
  const shape = by.reduce<number>((all, name) => all | bits[name], 0)
  const groups = new Map<string, { cell: Cell; days: Map<number, Vector> }>()
  for (const one of rows.map(storedCase)) {
    const cell = cellOf(one, shape)
    const group = groups.get(cellName(cell)) ?? { cell, days: new Map<number, Vector>() }
    groups.set(cellName(cell), group)
    for (const { day, key } of one.marks) {
      const vector = group.days.get(day) ?? new Map()
      group.days.set(day, vector)
      addTo(vector, key, 1)
    }
  }
  return [...groups.values()].map(({ cell, days }) => ({ ...cell, pieces: [...days].map(pieceOfDay) }))
}

function pieceOfDay([day, vector]: [number, Vector]): Piece {
  const { counts, hours, open } = inColumns(vector)
  return {
    ...{ first: day, last: day },
    ...{ counts: encodeVector(counts), hours: encodeVector(hours), open: encodeVector(open) },
  }
}

const months = new Map<number, { first: number; last: number }>()

function daysOfMonth(month: number): { first: number; last: number } {
  let days = months.get(month)
  if (days === undefined) {
    const begin = new Temporal.PlainDate(Math.floor(month / 12), (month % 12) + 1, 1)
    days = { first: epochDayOf(begin), last: epochDayOf(begin.add({ months: 1 })) - 1 }
    months.set(month, days)
  }
  return days
}
