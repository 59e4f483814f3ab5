import { Prisma } from '../../../../platform/db/generated/client.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { type GridRange, shiftFor } from '../../../../platform/geo/mercator.ts'
import { keptCells } from '../../kept-parts.ts'
import { conditionOf, type Scope } from '../list/conditions.ts'
import { noFilter } from '../list/filter.ts'
import { type CellQuery, type CellRow, mostCells, singlesAt } from './queries.ts'

/**
 * Groups of a whole city at one fine zoom, kept for a minute, in the largest cities for some. Wider views of an
 * unfiltered map add them up, so that moving the map costs the same however many complaints there are; closer views
 * read few rows anyway.
 */
type FineCell = { x: number; y: number; n: number; sumX: number; sumY: number }

/** At 50 degrees north its cells are 390 m wide: some thousands for a city of a million people. */
const fineZoom = 15
const keptMs = 60_000
/** Read by one statement in a tenth of a second; all of ten million at once would be cut off (decision 0101). */
const rowsOfStrip = 250_000
/** A grid of more strips than this is kept for longer, and although something was hidden: counts are all it tells. */
const fewStrips = 8
const bordersKeptMs = 600_000

export const isFromGrid = (shift: number, cellPixels: number): boolean =>
  shift >= shiftFor(fineZoom, cellPixels)

export async function cellRowsFromGrid(
  deps: Pick<Deps, 'db' | 'cache'>,
  { scope, range, shift }: Omit<CellQuery, 'filter'>,
  cellPixels: number,
): Promise<CellRow[]> {
  const fineShift = shiftFor(fineZoom, cellPixels)
  const borders = await deps.cache.get(`complaints:grid-borders:${scope.cityId}`, bordersKeptMs, () =>
    bordersOf(deps, { scope, shift: fineShift }),
  )
  const isLarge = borders.length > fewStrips
  const { cells } = await deps.cache.get(
    `${isLarge ? 'complaints:grid:' : keptCells}${scope.cityId}:grid`,
    keptMs * Math.ceil((borders.length + 1) / fewStrips),
    async () => ({ cells: await fineCells(deps, { scope, shift: fineShift, borders }) }),
  )
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

const inCity = (scope: Scope) =>
  Prisma.sql`FROM complaint c WHERE ${conditionOf(noFilter, scope)} AND c.cx IS NOT NULL`

/** Columns of cells between strips of some `rows` complaints; none for a city that has fewer. */
export async function bordersOf(
  { db }: Pick<Deps, 'db'>,
  { scope, shift, rows = rowsOfStrip }: { scope: Scope; shift: number; rows?: number },
): Promise<number[]> {
  const borders: number[] = []
  for (let from: number | null = null; ; ) {
    const beyond: Prisma.Sql = from === null ? Prisma.empty : Prisma.sql`AND c.cx >= ${from * 2 ** shift}`
    const [next] = await db.$queryRaw<{ column: number }[]>`
      SELECT c.cx >> ${shift} AS column ${inCity(scope)} ${beyond} ORDER BY c.cx OFFSET ${rows} LIMIT 1`
    if (next === undefined) return borders
    // A column of more than a strip is one by itself.
    from = from === null ? next.column : Math.max(next.column, from + 1)
    borders.push(from)
  }
}

/** Comes out of an index alone, one strip of whole cells from west to east after the other. */
export async function fineCells(
  { db }: Pick<Deps, 'db'>,
  { scope, shift, borders }: { scope: Scope; shift: number; borders: readonly number[] },
): Promise<FineCell[]> {
  const cells: FineCell[][] = []
  for (const [index, to] of [...borders, null].entries()) {
    const from = borders[index - 1]
    const within = [
      from === undefined ? Prisma.empty : Prisma.sql`AND c.cx >= ${from * 2 ** shift}`,
      to === null ? Prisma.empty : Prisma.sql`AND c.cx < ${to * 2 ** shift}`,
    ]
    cells.push(
      await db.$queryRaw<FineCell[]>`
        SELECT c.cx >> ${shift} AS x, c.cy >> ${shift} AS y, count(*)::int AS n,
          sum(c.cx)::float8 AS "sumX", sum(c.cy)::float8 AS "sumY"
        ${inCity(scope)} ${within[0]} ${within[1]} GROUP BY 1, 2`,
    )
  }
  return cells.flat()
}
