import { Prisma } from '../../../../platform/db/generated/client.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { type GridRange, shiftFor } from '../../../../platform/geo/mercator.ts'
import { keptCells } from '../../kept-parts.ts'
import { conditionOf, type Scope } from '../list/conditions.ts'
import { noFilter } from '../list/filter.ts'
import { type CellQuery, type CellRow, mostCells, singlesAt } from './queries.ts'

/**
 * Groups of a whole city at one fine zoom, kept for a minute, in the largest cities for some. Wider views of an unfiltered map add them up, so that
 * moving the map costs the same however many complaints there are; closer views read few rows anyway.
 */
type FineCell = { x: number; y: number; n: number; sumX: number; sumY: number }

/** At 50 degrees north its cells are 390 m wide: some thousands for a city of a million people. */
const fineZoom = 15
const keptMs = 60_000
/** Read by one statement in a tenth of a second or so: one for all of ten million would be cut off (decision 0101). */
const rowsOfStrip = 250_000
const mostStrips = 64
/** A grid of more strips than this is kept for longer, so that making it stays a small part of the time. */
const stripsAMinute = 8

export const isFromGrid = (shift: number, cellPixels: number): boolean =>
  shift >= shiftFor(fineZoom, cellPixels)

export async function cellRowsFromGrid(
  deps: Pick<Deps, 'db' | 'cache'>,
  { scope, range, shift }: Omit<CellQuery, 'filter'>,
  cellPixels: number,
): Promise<CellRow[]> {
  const fineShift = shiftFor(fineZoom, cellPixels)
  const key = `${keptCells}${scope.cityId}:grid`
  const strips = await deps.cache.get(`${key}:strips`, keptMs, () => stripsOf(deps))
  const minutes = Math.ceil(strips.count / stripsAMinute)
  const { cells } = await deps.cache.get(key, minutes * keptMs, async () => ({
    cells: await fineCells(deps, { scope, shift: fineShift, strips: strips.count }),
  }))
  const largest = added(cells, range, fineShift, shift).slice(0, mostCells + 1)
  const singles = await singlesAt(deps, {
    ...{ filter: noFilter, scope },
    points: largest.filter(({ n }) => n === 1),
  })
  return largest.flatMap((cell) => {
    const nothing = { number: null, status: null, categoryId: null, address: null }
    if (cell.n > 1) return [{ ...cell, ...nothing }]
    // One that is not there any more was taken from view meanwhile.
    const one = singles.find(({ cx, cy }) => cx === cell.cx && cy === cell.cy)
    return one === undefined ? [] : [{ ...cell, ...one }]
  })
}

type Group = Pick<CellRow, 'x' | 'y' | 'n' | 'cx' | 'cy'>

/** The cells of 2^`shift` within the range, which are made of whole fine ones; the largest first. */
function added(cells: readonly FineCell[], range: GridRange, fineShift: number, shift: number): Group[] {
  const groups = new Map<string, FineCell>()
  for (const { x, y, n, sumX, sumY } of cells) {
    const [west, north] = [x << fineShift, y << fineShift]
    if (west < range.west || west >= range.east || north < range.north || north >= range.south) continue
    const [column, row] = [west >> shift, north >> shift]
    const key = `${column},${row}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { x: column, y: row, n, sumX, sumY })
    else {
      group.n += n
      group.sumX += sumX
      group.sumY += sumY
    }
  }
  return [...groups.values()]
    .map(({ x, y, n, sumX, sumY }) => ({ x, y, n, cx: Math.round(sumX / n), cy: Math.round(sumY / n) }))
    .sort((a, b) => b.n - a.n || a.x - b.x || a.y - b.y)
}

/** As many as the map of all cities is large, by what the planner knows of it. */
async function stripsOf({ db }: Pick<Deps, 'db'>): Promise<{ count: number }> {
  const [known] = await db.$queryRaw<{ rows: number }[]>`
    SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = 'complaint_map'::regclass`
  return { count: Math.min(mostStrips, Math.max(1, Math.ceil((known?.rows ?? 0) / rowsOfStrip))) }
}

/** Comes out of an index alone, one strip of whole cells from west to east after the other. */
export async function fineCells(
  { db }: Pick<Deps, 'db'>,
  { scope, shift, strips }: { scope: Scope; shift: number; strips: number },
): Promise<FineCell[]> {
  const inCity = Prisma.sql`FROM complaint c WHERE ${conditionOf(noFilter, scope)} AND c.cx IS NOT NULL`
  const cellsOf = (within: Prisma.Sql) => db.$queryRaw<FineCell[]>`
    SELECT c.cx >> ${shift} AS x, c.cy >> ${shift} AS y, count(*)::int AS n,
      sum(c.cx)::float8 AS "sumX", sum(c.cy)::float8 AS "sumY" ${inCity} ${within} GROUP BY 1, 2`
  if (strips === 1) return cellsOf(Prisma.empty)
  const [ends] = await db.$queryRaw<{ west: number | null; east: number | null }[]>`
    SELECT min(c.cx) >> ${shift} AS west, max(c.cx) >> ${shift} AS east ${inCity}`
  const [west, east] = [ends?.west ?? 0, ends?.east ?? -1]
  const columns = Math.ceil((east - west + 1) / strips)
  const cells: FineCell[][] = []
  for (let column = west; column <= east; column += columns) {
    const [from, to] = [column * 2 ** shift, (column + columns) * 2 ** shift]
    cells.push(await cellsOf(Prisma.sql`AND c.cx >= ${from} AND c.cx < ${to}`))
  }
  return cells.flat()
}
