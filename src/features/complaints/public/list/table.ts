import { once } from 'node:events'
import type { Response } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { type CsvCell, csvLine, csvStart } from '../../../../platform/http/csv.ts'
import { nameIn } from '../../../city/index.ts'
import { answersInWords } from '../../answers-in-words.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { publicText } from '../../public-text.ts'
import type { Reading } from '../reading.ts'
import type { Scope } from './conditions.ts'
import type { Filter } from './filter.ts'
import { type Mark, type TableRow, tableRows } from './queries.ts'

/** More than this is a dump, which open data will offer. */
export const mostTableRows = 20_000
const perBatch = 1000

type Column = readonly [head: Parameters<Reading['t']>[0], cell: (row: TableRow, reading: Reading) => CsvCell]

const columns: readonly Column[] = [
  ['public:csv.number', (row) => formatNumber(row.number)],
  ['public:csv.received', (row) => new Date(row.receivedAt).toISOString()],
  ['public:csv.status', (row, { t }) => t(`complaints:status.${row.status}`)],
  [
    'public:csv.category',
    (row, { directory, lang }) => nameOf(directory.categoryById.get(row.categoryId ?? 0), lang),
  ],
  [
    'public:csv.district',
    (row, { city, lang }) =>
      nameOf(
        city.areas.find(({ id }) => id === row.districtId),
        lang,
      ),
  ],
  ['public:csv.address', (row, { t }) => publicText(row.address, t)],
  ['public:csv.text', (row, { t }) => publicText(row.text, t)],
  [
    'public:csv.answers',
    ({ answers }, reading) =>
      answersInWords(reading, answers ?? undefined)
        .map(({ label, value }) => `${label}: ${publicText(value, reading.t)}`)
        .join('; '),
  ],
  [
    'public:csv.office',
    (row, { directory, lang }) => nameOf(directory.officeById.get(row.officeId ?? 0), lang),
  ],
  ['public:csv.due', (row) => row.dueOn],
  ['public:csv.firstAnswer', (row) => row.firstAnswerAt?.toISOString() ?? null],
  ['public:csv.lastAnswer', (row) => row.lastAnswerAt?.toISOString() ?? null],
  ['public:csv.outcome', (row) => row.outcome],
  ['public:csv.verdict', (row) => row.verdict],
  ['public:csv.reopened', (row) => row.reopenedCount],
  ['public:csv.transfers', (row) => row.transferCount],
  ['public:csv.photos', (row) => row.photoCount],
  ['public:csv.lat', (row) => row.lat],
  ['public:csv.lon', (row) => row.lon],
  [
    'public:csv.url',
    (row, { origin, lang, city }) => origin + complaintPaths.show(lang, city.slug, row.number),
  ],
]

type Table = { filter: Filter; scope: Scope; reading: Reading }

/**
 * Sends the complaints of a filter as CSV, newest first, in batches: memory stays small and a reader who leaves ends
 * the work. Instants are UTC, days those of the city.
 */
export async function sendTable(
  deps: Pick<Deps, 'db'>,
  res: Response,
  { filter, scope, reading }: Table,
): Promise<void> {
  res.type('text/csv').attachment(`complaints-${reading.city.slug}.csv`)
  res.write(csvStart + csvLine(columns.map(([head]) => reading.t(head))))
  let after: Mark | null = null
  for (let sent = 0; sent < mostTableRows && !res.destroyed; sent += perBatch) {
    const rows: TableRow[] = await tableRows(deps, { filter, scope, after, limit: perBatch })
    const text = rows.map((row) => csvLine(columns.map(([, cell]) => cell(row, reading)))).join('')
    if (!res.write(text) && !res.destroyed) await Promise.race([once(res, 'drain'), once(res, 'close')])
    const last = rows.at(-1)
    if (last === undefined || rows.length < perBatch) break
    after = { receivedAt: last.mark, id: last.id }
  }
  res.end()
}

function nameOf(
  named: { names: Reading['city']['names'] } | undefined,
  lang: Reading['lang'],
): string | null {
  return named === undefined ? null : nameIn(named.names, lang)
}
