import { FEWEST_FOR_PERCENT } from '../statistics/index.ts'
import type { KindCount } from './counts.ts'

/** Stands for a way or an area that is not told. */
export const untold = '*'

/** What everybody may know of one topic in one month. `count` null: there is something, and it is few. */
export type ReleasedRow = {
  period: string
  kind: string
  category: string
  area: string
  count: number | null
}

/**
 * What is told to everybody, each topic of each month by itself and as finely as it can be: by way and area, by area, by
 * way, or as one number. A form is taken only if all its numbers are none or at least `fewest`, so no number is told
 * beside one that is hidden, and nothing can be subtracted (tests/analysis/release.test.ts goes through all tables).
 * Pages, files and every window of months are sums of these rows alone (docs/decisions/0053).
 * @param rows counts by month
 */
export function releasedRows(rows: readonly KindCount[], fewest = FEWEST_FOR_PERCENT): ReleasedRow[] {
  const topics = Map.groupBy(rows, ({ day, category }) => `${day}|${category ?? ''}`)
  return [...topics.values()]
    .flatMap((own) => ofTopic(own.map(cellOf), fewest))
    .toSorted((a, b) => orderOf(a).localeCompare(orderOf(b), 'en'))
}

type Cell = Omit<ReleasedRow, 'count'> & { count: number }

const cellOf = ({ day, kind, category, area, count }: KindCount): Cell => ({
  ...{ period: day, kind, category: category ?? '', area: area ?? '', count },
})

const orderOf = ({ period, kind, category, area }: ReleasedRow): string =>
  [period, kind, category, area].join('|')

function ofTopic(cells: readonly Cell[], fewest: number): ReleasedRow[] {
  const forms: Cell[][] = [
    summed(cells, (cell) => cell),
    summed(cells, (cell) => ({ ...cell, kind: untold })),
    summed(cells, (cell) => ({ ...cell, area: untold })),
    summed(cells, (cell) => ({ ...cell, kind: untold, area: untold })),
  ]
  const told = forms.find((form) => form.every(({ count }) => count >= fewest))
  if (told !== undefined) return told
  const whole = forms.at(-1) ?? []
  return whole.filter(({ count }) => count > 0).map((row) => ({ ...row, count: null }))
}

function summed(cells: readonly Cell[], as: (cell: Cell) => Cell): Cell[] {
  const sums = new Map<string, Cell>()
  for (const cell of cells.filter(({ count }) => count > 0).map(as)) {
    const key = orderOf(cell)
    sums.set(key, { ...cell, count: (sums.get(key)?.count ?? 0) + cell.count })
  }
  return [...sums.values()]
}
