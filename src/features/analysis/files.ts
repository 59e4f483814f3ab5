import { csvLine, csvStart } from '../../platform/http/csv.ts'
import type { KindCount } from './counts.ts'
import { type Surroundings, wordsOf } from './pages/words.ts'
import type { ReleasedRow } from './release.ts'

/** A row of the files. `count` null: fewer than can be told to everybody. */
export type FileRow = ReleasedRow

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
  'hidden',
] as const

/** One line for each week or month, way, topic and area; `period` is its first day. */
export function filesCsv(rows: readonly FileRow[], around: Surroundings): string {
  const words = wordsOf(around)
  const lines = rows.map(({ period, kind, category, area, count }) =>
    csvLine([
      ...[period, kind, words.kind(kind), category, words.category(category), area, words.area(area)],
      ...[count, count === null ? 'yes' : ''],
    ]),
  )
  return csvStart + csvLine(columns) + lines.join('')
}
