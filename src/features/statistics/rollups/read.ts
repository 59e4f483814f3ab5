import type pg from 'pg'
import { type Column, columns, FOLD } from './marks.ts'
import { type Cell, cellName, cellOf } from './shapes.ts'
import { type Slot, slotsOf, wantedOfSlot } from './slots.ts'
import type { Days, Span } from './span.ts'
import { caseColumns, storedCase } from './store.ts'
import { inColumns } from './sums.ts'
import { addTo, encodeVector, partsOf, type Vector } from './vector.ts'
import { bits, type Way, wayOf } from './ways.ts'

/** Sums as they are stored, to be added to those of some days (`n` = 1) or taken from them. No border lies inside. */
export type Piece = Days & {
  n: 1 | -1
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
  /**
   * figures: of the window and of the months that it touches, and what is open; flow: also what happened before it;
   * waits: of the window alone, with hours; slices: counts of the window; months: also of the months that it touches.
   */
  detail: 'figures' | 'flow' | 'waits' | 'slices' | 'months'
  span: Span
}

/** The sums of one combination of values of `by`; ids are 0 for what is not asked by, and where there is none. */
export type Group = { officeId: number; categoryId: number; districtId: number; pieces: Piece[] }

/**
 * Reads sums: rows of the rollups where a shape is kept, those of all readings together; else the cases themselves, which
 * are few there. Must run in a transaction with a snapshot when all are to agree. `fold`: by which the sums are, as far as
 * is known; right after an upgrade they are still those of the version before.
 */
export async function readSums<Name extends string>(
  client: pg.ClientBase,
  readings: Record<Name, Reading>,
  fold = FOLD,
): Promise<Record<Name, Group[]>> {
  const ways = Object.entries<Reading>(readings).map(([name, reading]) => ({
    name,
    reading,
    way: wayOf(reading, fold),
  }))
  const kept = ways.flatMap(({ name, reading, way }) => (way === null ? [] : [{ name, reading, way }]))
  const found = await readRollups(client, kept)
  if (kept.some(({ way }) => way.since > found.fold)) return readSums(client, readings, found.fold)
  const groups: Record<string, Group[]> = {}
  for (const [index, { name }] of kept.entries()) groups[name] = found.groups[index] ?? []
  for (const { name, reading, way } of ways) {
    if (way === null) groups[name] = await readCaseSums(client, reading)
  }
  return groups
}

/** A cell that was found: which reading asked for it, and its ids. */
type FoundCell = [reading: number, officeId: number, categoryId: number, districtId: number]

/**
 * What was found, in one row: a row costs the driver as much as what stands in it. Of each sum the place of its cell, the
 * slot, the month or day, and how long its columns are, null where it has none; the bytes of all of them end to end.
 */
type Found = {
  fold: number | null
  cells: FoundCell[] | null
  places: number[] | null
  slots: number[]
  spans: number[]
} & {
  [Name in Column as `${Name}_lengths`]: (number | null)[]
} & { [Name in Column]: Buffer | null }

/** One statement for all that is asked, since each way to the database and back costs as much; and by which fold it is. */
async function readRollups(
  client: pg.ClientBase,
  asked: readonly { reading: Reading; way: Way }[],
): Promise<{ groups: Group[][]; fold: number }> {
  const groups: Group[][] = asked.map(() => [])
  if (asked.length === 0) return { groups, fold: FOLD }
  const readings = asked.map(({ reading }) => reading)
  const slots = readings.flatMap((reading, index) =>
    slotsOf(reading).map((slot) => ({ reading: index, slot, wanted: wantedOfSlot(slot) })),
  )
  const { rows } = await client.query<Found>({
    name: 'stat_sums',
    text: sumsOf,
    values: [
      readings.map(({ cityId }) => cityId),
      asked.map(({ way }) => way.shape),
      readings.map(({ part }) => part.officeId ?? null),
      readings.map(({ part }) => part.categoryId ?? null),
      readings.map(({ part }) => part.districtId ?? null),
      readings.map(({ part }) => part.channel ?? null),
      slots.map(({ reading }) => reading),
      slots.map(({ slot }) => slot.table),
      slots.map(({ slot }) => slot.first),
      slots.map(({ slot }) => slot.last),
      ...columns.map((column) => slots.map(({ wanted }) => wanted[column])),
    ],
  })
  const fold = rows[0]?.fold ?? FOLD
  // To be read in another way, which may be in order where these bytes are not.
  if (asked.some(({ way }) => way.since > fold)) return { groups, fold }
  for (const found of rows) {
    const pieces = piecesOf(
      found,
      slots.map(({ slot }) => slot),
    )
    for (const [place, [index, officeId, categoryId, districtId]] of (found.cells ?? []).entries()) {
      const group = { officeId, categoryId, districtId, pieces: pieces[place] ?? [] }
      const { reading, way } = asked[index] ?? {}
      const by = reading?.by?.[0]
      groups[index]?.push(...(way?.isOfEach && by !== undefined ? groupsOfEach(group, by) : [group]))
    }
  }
  return { groups, fold }
}

/** Takes the sums of several apart that lie in the same rows. */
function groupsOfEach(all: Group, by: 'office' | 'category' | 'district'): Group[] {
  const byId = new Map<number, Piece[]>()
  for (const piece of all.pieces) {
    const { first, last, n } = piece
    const own = new Map<number, Piece>()
    for (const column of columns) {
      const bytes = piece[column]
      if (bytes === null) continue
      partsOf(bytes, (id, part) => {
        let one = own.get(id)
        if (one === undefined) {
          one = { first, last, n, counts: null, hours: null, open: null }
          own.set(id, one)
        }
        one[column] = part
      })
    }
    for (const [id, one] of own) {
      const known = byId.get(id)
      if (known === undefined) byId.set(id, [one])
      else known.push(one)
    }
  }
  return [...byId].map(([id, pieces]) => ({ ...all, [`${by}Id`]: id, pieces }))
}

/** By place of the cell. */
function piecesOf(found: Found, slots: readonly Slot[]): Piece[][] {
  const pieces: Piece[][] = (found.cells ?? []).map(() => [])
  const nextCounts = stretches(found, 'counts')
  const nextHours = stretches(found, 'hours')
  const nextOpen = stretches(found, 'open')
  for (const [row, place] of (found.places ?? []).entries()) {
    const [counts, hours, open] = [nextCounts(row), nextHours(row), nextOpen(row)]
    const span = found.spans[row] ?? 0
    for (const { days, n, wanted } of slots[found.slots[row] ?? 0]?.gives ?? []) {
      const { first, last } = days(span)
      pieces[place]?.push({
        first,
        last,
        n,
        counts: wanted.counts ? counts : null,
        hours: wanted.hours ? hours : null,
        open: wanted.open ? open : null,
      })
    }
  }
  return pieces
}

/** The bytes of one row after the other. */
function stretches(found: Found, column: Column): (row: number) => Uint8Array | null {
  const [bytes, lengths] = [found[column], found[`${column}_lengths`]]
  let at = 0
  return (row) => {
    const length = lengths[row]
    if (bytes === null || length == null) return null
    at += length
    return bytes.subarray(at - length, at)
  }
}

/** OFFSET 0 is a fence: rows of each cell are found by the key, however many cells the planner expects. */
const sumsIn = (table: 'month' | 'day') => `
  SELECT c.place::int - 1 AS place, r.slot::int - 1 AS slot, s.*
  FROM asked r JOIN cells c ON c.reading = r.reading CROSS JOIN LATERAL (
    SELECT ${table} AS span, ${columns.map((column) => `CASE WHEN r.${column} THEN s.${column} END AS ${column}`).join(', ')}
    FROM stat_${table} s
    WHERE s.cell_id = c.id AND s.${table} BETWEEN r.first AND r.last
      AND (${columns.map((column) => `r.${column} AND s.${column} IS NOT NULL`).join(' OR ')})
    OFFSET 0) s
  WHERE r.span_of = '${table}'`

const sumsOf = `WITH
  cells AS MATERIALIZED (
    SELECT row_number() OVER () AS place, r.no::int - 1 AS reading, c.id, c.office_id, c.category_id, c.district_id
    FROM unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::int[], $6::text[])
      WITH ORDINALITY AS r (city_id, shape, office_id, category_id, district_id, channel, no)
    JOIN stat_cell c ON c.city_id = r.city_id AND c.shape = r.shape
      AND c.office_id = coalesce(r.office_id, c.office_id)
      AND c.category_id = coalesce(r.category_id, c.category_id)
      AND c.district_id = coalesce(r.district_id, c.district_id)
      AND c.channel = coalesce(r.channel, c.channel)),
  asked AS (SELECT * FROM unnest($7::int[], $8::text[], $9::int[], $10::int[], $11::bool[], $12::bool[], $13::bool[])
    WITH ORDINALITY AS r (reading, span_of, first, last, counts, hours, open, slot)),
  found AS (${sumsIn('month')} UNION ALL ${sumsIn('day')})
  SELECT (SELECT min(fold) FROM stat_state WHERE city_id = ANY($1)) AS fold,
    (SELECT json_agg(json_build_array(reading, office_id, category_id, district_id) ORDER BY place) FROM cells) AS cells,
    json_agg(place) AS places, json_agg(slot) AS slots, json_agg(span) AS spans,
    ${columns.map((column) => `json_agg(octet_length(${column})) AS ${column}_lengths, string_agg(${column}, NULL) AS ${column}`).join(', ')}
  FROM found`

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
    ...{ first: day, last: day, n: 1 as const },
    ...{ counts: encodeVector(counts), hours: encodeVector(hours), open: encodeVector(open) },
  }
}
