import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Info, parse } from 'csv-parse'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import { UserError } from '../../platform/user-error.ts'
import { type City, calendarOf } from '../city/index.ts'
import { type BulkComplaint, writeComplaints } from '../complaints/index.ts'
import { dateReader } from './dates.ts'
import type { Mapping } from './mapping.ts'
import { type RowContext, rowToComplaint } from './row-to-complaint.ts'
import { createTargets, type Targets } from './targets.ts'

export type ImportOptions = {
  city: City
  file: string
  mapping: Mapping
  /** Called now and then: rows read, and how much of the file (0 to 1). */
  onProgress?: (rows: number, share: number) => void
}

export type ImportSummary = {
  imported: number
  /** Rows that an earlier import, or an earlier line, had brought. */
  repeated: number
  skipped: number
  refused: number
  /** Where the refused rows are listed with line and reason; null when there are none. */
  reportFile: string | null
  unknown: ReturnType<Targets['unknown']>
}

const batchSize = 2000

/**
 * Reads a CSV or CSV.gz file row by row into complaints. Good rows are kept whatever becomes of the others; the same
 * source and id is never imported twice, so an interrupted import is repeated as it is. Throws UserError for a
 * file that is no CSV or lacks a mapped column.
 */
export async function importComplaints(deps: Deps, options: ImportOptions): Promise<ImportSummary> {
  const { city, file, mapping } = options
  const startedAt = deps.now().epochMilliseconds
  const run = await deps.db.importRun.create({
    data: {
      cityId: city.id,
      source: mapping.source,
      file: path.basename(file),
      startedAt: toDate(startedAt),
    },
  })
  const context: RowContext = {
    city,
    mapping,
    calendar: await calendarOf(deps, city.calendar),
    readDate: dateReader(mapping.dates.format, mapping.dates.zone ?? city.timeZone),
    targets: await createTargets(deps, city, mapping),
    now: startedAt,
  }
  const report = createReport(`${file.replace(/\.gz$/, '')}.report.csv`)
  const summary = { imported: 0, repeated: 0, skipped: 0, refused: 0 }
  const span = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY }
  let batch: { complaint: BulkComplaint; id: string }[] = []

  const flush = async () => {
    const fresh = await notImportedYet(deps, city.id, mapping.source, batch)
    summary.repeated += batch.length - fresh.length
    batch = []
    if (fresh.length === 0) return
    await writeComplaints(deps.pool, fresh)
    summary.imported += fresh.length
    for (const { events } of fresh) {
      span.first = Math.min(span.first, events[0]?.at ?? span.first)
      span.last = Math.max(span.last, events[0]?.at ?? span.last)
    }
  }

  for await (const { record, info } of rowsOf(options, (reason, line) => report.add(line, reason))) {
    const result = await rowToComplaint(context, record)
    if (result === 'skip') summary.skipped++
    else if (!result.ok) await report.add(info.lines, result.reason)
    else batch.push(result)
    if (batch.length >= batchSize) await flush()
  }
  await flush()
  summary.refused = report.count()
  const reportFile = await report.close()
  await deps.db.importRun.update({
    where: { id: run.id },
    data: {
      finishedAt: toDate(deps.now().epochMilliseconds),
      imported: summary.imported,
      repeated: summary.repeated,
      refused: summary.refused,
      ...(summary.imported > 0 ? { firstOn: toDate(span.first), lastOn: toDate(span.last) } : {}),
    },
  })
  await deps.pool.query('ANALYZE complaint, activity, custody, answer')
  return { ...summary, reportFile, unknown: context.targets.unknown() }
}

type CsvRow = { record: Record<string, string>; info: Info }

async function* rowsOf(
  { file, mapping, onProgress }: ImportOptions,
  onBadLine: (reason: string, line: number) => void,
): AsyncGenerator<CsvRow> {
  const size = await stat(file).then(
    (found) => found.size,
    () => {
      throw new UserError(`The file ${file} cannot be read. Check the path.`)
    },
  )
  let seen = 0
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      done(null, chunk)
    },
  })
  const parser = parse({
    bom: true,
    columns: (header: string[]) => checkedHeader(header, file, mapping),
    info: true,
    relax_column_count: false,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 1_000_000,
    on_skip: (error) => {
      onBadLine(error?.message ?? 'not CSV', Number(error?.['lines'] ?? 0))
      return undefined
    },
  })
  const bytes = createReadStream(file).pipe(counter)
  const text = (await isGzip(file))
    ? bytes.pipe(createGunzip()).on('error', (error) => parser.destroy(error))
    : bytes
  text.pipe(parser)
  let rows = 0
  for await (const row of parser as AsyncIterable<CsvRow>) {
    if (++rows % batchSize === 0) onProgress?.(rows, size === 0 ? 1 : seen / size)
    yield row
  }
  onProgress?.(rows, 1)
}

function checkedHeader(header: string[], file: string, mapping: Mapping): string[] {
  const missing = requiredColumns(mapping).filter((column) => !header.includes(column))
  if (missing.length > 0) {
    throw new UserError(
      `The file ${file} has no column ${missing.map((column) => `"${column}"`).join(', ')}. ` +
        `Its columns are: ${header.join(', ').slice(0, 500)}. Name the right ones in a mapping file (--map).`,
    )
  }
  return header
}

/** Columns of a hand-made mapping must all be there; of Open311 Bulk only what no row can do without. */
function requiredColumns({ source, columns }: Mapping): string[] {
  const named = Object.values(columns)
  return source === 'open311' ? ['service_request_id', 'requested_datetime', 'service_name'] : named
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

async function notImportedYet(
  { pool }: Deps,
  cityId: number,
  source: string,
  batch: readonly { complaint: BulkComplaint; id: string }[],
): Promise<BulkComplaint[]> {
  const { rows } = await pool.query<{ external_id: string }>(
    'SELECT external_id FROM complaint WHERE city_id = $1 AND source = $2 AND external_id = ANY($3)',
    [cityId, source, batch.map((one) => one.id)],
  )
  const seen = new Set(rows.map((row) => row.external_id))
  return batch.flatMap(({ complaint, id }) => {
    if (seen.has(id)) return []
    seen.add(id)
    return [complaint]
  })
}

/** Refused rows as CSV: line, reason. The file appears with the first of them. */
function createReport(file: string) {
  let count = 0
  let stream: ReturnType<typeof createWriteStream> | undefined
  return {
    async add(line: number, reason: string) {
      count++
      if (stream === undefined) {
        stream = createWriteStream(file)
        stream.write('line,reason\n')
      }
      if (!stream.write(`${line},"${reason.replaceAll('"', '""')}"\n`)) await once(stream, 'drain')
    },
    count: () => count,
    async close(): Promise<string | null> {
      if (stream === undefined) return null
      stream.end()
      await once(stream, 'finish')
      return file
    },
  }
}
