import type { Deps } from '../../../../platform/deps.ts'
import type { GridRange } from '../../../../platform/geo/mercator.ts'
import { publicAddressSql } from '../../public-text.ts'
import type { Status } from '../../rules.ts'
import { conditionOf, type Scope } from '../list/conditions.ts'
import type { Filter } from '../list/filter.ts'

/** A group of complaints in one cell: how many, and where their middle is (grid points, see platform/geo/mercator). */
export type CellRow = {
  x: number
  y: number
  n: number
  cx: number
  cy: number
  /** Of a group of one. */
  number: string | null
  status: Status | null
  categoryId: number | null
  address: string | null
}

/** More marks than this nobody can tell apart. */
export const mostCells = 300

export type CellQuery = { filter: Filter; scope: Scope; range: GridRange; shift: number }

/**
 * Groups of the complaints of a filter within `range`, by cells of 2^`shift` grid points, the largest first. The
 * groups come out of an index alone; only for single complaints rows are read.
 */
export function cellRows(
  { db }: Pick<Deps, 'db'>,
  { filter, scope, range, shift }: CellQuery,
): Promise<CellRow[]> {
  const condition = conditionOf({ ...filter, bbox: null }, scope)
  return db.$queryRaw<CellRow[]>`
    WITH cell AS MATERIALIZED (
      SELECT c.cx >> ${shift} AS x, c.cy >> ${shift} AS y, count(*)::int AS n,
        avg(c.cx)::int AS cx, avg(c.cy)::int AS cy
      FROM complaint c
      WHERE ${condition} AND c.cx IS NOT NULL
        AND c.cx >= ${range.west} AND c.cx < ${range.east} AND c.cy >= ${range.north} AND c.cy < ${range.south}
      GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${mostCells + 1})
    SELECT cell.*, one.number, one.status, one.category_id AS "categoryId", one.address
    FROM cell LEFT JOIN LATERAL (
      SELECT c.number, c.status, c.category_id, ${publicAddressSql} AS address FROM complaint c
      WHERE ${condition} AND c.cx = cell.cx AND c.cy = cell.cy AND cell.n = 1 LIMIT 1) one ON true`
}

export type SingleRow = Pick<CellRow, 'cx' | 'cy' | 'number' | 'status' | 'categoryId' | 'address'>

/** The complaints of a filter that lie alone at these grid points. */
export async function singlesAt(
  { db }: Pick<Deps, 'db'>,
  {
    filter,
    scope,
    points,
  }: Pick<CellQuery, 'filter' | 'scope'> & { points: readonly { cx: number; cy: number }[] },
): Promise<SingleRow[]> {
  if (points.length === 0) return []
  const [xs, ys] = [points.map(({ cx }) => cx), points.map(({ cy }) => cy)]
  return db.$queryRaw<SingleRow[]>`
    SELECT c.cx, c.cy, c.number, c.status, c.category_id AS "categoryId", ${publicAddressSql} AS address
    FROM unnest(${xs}::int[], ${ys}::int[]) AS point (x, y)
    JOIN complaint c ON c.cx = point.x AND c.cy = point.y
    WHERE ${conditionOf({ ...filter, bbox: null }, scope)}`
}
