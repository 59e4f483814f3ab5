import { FEWEST_FOR_PERCENT } from '../statistics/index.ts'
import type { KindCount } from './counts.ts'

/** Stands for an area that is not told. */
export const untold = '*'

/** What everybody may know of one topic and one way in one month. `count` null: there is something, and it is few. */
export type ReleasedRow = {
  period: string
  kind: string
  category: string
  area: string
  count: number | null
}

/**
 * What is told to everybody, each way of each topic and month by itself and as finely as it can be: by area, or as one
 * number. A form is taken only if all its numbers are none or at least `fewest`, so no number is told beside one that is
 * hidden, and nothing can be subtracted (tests/analysis/release.test.ts goes through all tables). Ways are never summed:
 * complaints are public one by one, so a sum with them would tell the rest. Pages, files and every window of months are
 * sums of these rows alone (docs/decisions/0053, 0079).
 * @param rows counts by month
 */
export function releasedRows(rows: readonly KindCount[], fewest = FEWEST_FOR_PERCENT): ReleasedRow[] {
  const ways = Map.groupBy(rows, ({ day, kind, category }) => [day, kind, category ?? ''].join('|'))
  return [...ways.values()]
    .flatMap((own) => ofWay(own.map(cellOf), fewest))
    .toSorted((a, b) => orderOf(a).localeCompare(orderOf(b), 'en'))
}

type Cell = Omit<ReleasedRow, 'count'> & { count: number }

const cellOf = ({ day, kind, category, area, count }: KindCount): Cell => ({
  ...{ period: day, kind, category: category ?? '', area: area ?? '', count },
})

const orderOf = ({ period, kind, category, area }: ReleasedRow): string =>
  [period, kind, category, area].join('|')

function ofWay(cells: readonly Cell[], fewest: number): ReleasedRow[] {
  const whole = summed(cells, (cell) => ({ ...cell, area: untold }))
  const forms = [summed(cells, (cell) => cell), whole]
  const told = forms.find((form) => form.every(({ count }) => count >= fewest))
  return told ?? whole.map((row) => ({ ...row, count: null }))
}

function summed(cells: readonly Cell[], as: (cell: Cell) => Cell): Cell[] {
  const sums = new Map<string, Cell>()
  for (const cell of cells.filter(({ count }) => count > 0).map(as)) {
    const key = orderOf(cell)
    sums.set(key, { ...cell, count: (sums.get(key)?.count ?? 0) + cell.count })
  }
  return [...sums.values()]
}
