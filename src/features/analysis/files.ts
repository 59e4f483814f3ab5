import { csvLine, csvStart } from '../../platform/http/csv.ts'
import { FEWEST_FOR_PERCENT } from '../statistics/index.ts'
import type { KindCount } from './counts.ts'
import { type Surroundings, wordsOf } from './pages/words.ts'

/** A row of the files. `count` null: fewer than can be told to everybody. */
export type FileRow = { period: string; kind: string; category: string; area: string; count: number | null }

/** For everybody: rows of few cases say that they are few. */
export const veiledRows = (rows: readonly KindCount[]): FileRow[] =>
  fileRows(rows).map((row) =>
    row.count !== null && row.count < FEWEST_FOR_PERCENT ? { ...row, count: null } : row,
  )

export const fileRows = (rows: readonly KindCount[]): FileRow[] =>
  rows
    .map(({ day, kind, category, area, count }) => ({
      ...{ period: day, kind, category: category ?? '', area: area ?? '', count },
    }))
    .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b), 'en'))

const keyOf = ({ period, kind, category, area }: FileRow): string => [period, kind, category, area].join('|')

const columns = [
  'period',
  'kind',
  'kind_name',
  'category',
  'category_name',
  'area',
  'area_name',
  'count',
  'fewer_than',
] as const

/** One line for each week or month, way, topic and area; `period` is its first day. */
export function filesCsv(rows: readonly FileRow[], around: Surroundings): string {
  const words = wordsOf(around)
  const lines = rows.map(({ period, kind, category, area, count }) =>
    csvLine([
      ...[period, kind, words.kind(kind), category, words.category(category), area, words.area(area)],
      ...[count, count === null ? FEWEST_FOR_PERCENT : null],
    ]),
  )
  return csvStart + csvLine(columns) + lines.join('')
}
