import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { announceChange } from '../../platform/cache/change-notices.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import { UserError } from '../../platform/user-error.ts'
import { type City, calendarOf } from '../city/index.ts'
import { writeComplaints } from '../complaints/index.ts'
import { csvRows } from './csv-rows.ts'
import { dateReader } from './dates.ts'
import type { Mapping } from './mapping.ts'
import { createReport, reportFor } from './report.ts'
import { type ImportedRow, type RowContext, rowToComplaint } from './row-to-complaint.ts'
import { createTargets, type UnknownValue } from './targets.ts'

export type ImportOptions = {
  city: City
  file: string
  mapping: Mapping
  /** Reads everything and writes nothing but the report. */
  isTrial?: boolean
  /** Where refused rows are listed; beside `file` when left out. */
  reportFile?: string
  /** Called now and then: rows read, and how much of the file (0 to 1). */
  onProgress?: (rows: number, share: number) => void
}

export type ImportSummary = {
  /** In a trial: that would be. */
  imported: number
  /** Rows that an earlier import, or an earlier line, had brought. */
  repeated: number
  skipped: number
  refused: number
  /** Where the refused rows are listed with line and reason; null when there are none. */
  reportFile: string | null
  unknown: UnknownValue[]
}

const batchSize = 1000

/**
 * Reads a CSV or CSV.gz file row by row into complaints. Good rows are kept whatever becomes of the others; the same
 * source and id is never imported twice, so an interrupted import is repeated as it is. Throws UserError for a
 * file that is no CSV or lacks a mapped column, and while another import into the city runs.
 */
export async function importComplaints(deps: Deps, options: ImportOptions): Promise<ImportSummary> {
  return aloneInCity(deps, options.city, async () => {
    const summary = options.isTrial ? await readAll(deps, options) : await recorded(deps, options)
    const keys = ['city:', `directory:${options.city.id}`]
    for (const key of keys) deps.cache.forget(key)
    await announceChange(deps.db, keys)
    return summary
  })
}

/** Leaves a row that tells when, from where and for which days complaints were imported. */
async function recorded(deps: Deps, options: ImportOptions): Promise<ImportSummary> {
  const { city, file, mapping } = options
  const run = await deps.db.importRun.create({
    data: {
      cityId: city.id,
      source: mapping.source,
      file: path.basename(file),
      startedAt: toDate(deps.now().epochMilliseconds),
    },
  })
  const { span, ...summary } = await readAll(deps, options)
  const { imported, repeated, refused } = summary
  await deps.db.importRun.update({
    where: { id: run.id },
    data: {
      finishedAt: toDate(deps.now().epochMilliseconds),
      ...{ imported, repeated, refused },
      ...(imported > 0 ? { firstOn: toDate(span.first), lastOn: toDate(span.last) } : {}),
    },
  })
  if (imported > 0) await deps.pool.query('ANALYZE complaint, activity, custody, answer')
  return summary
}

type Span = { first: number; last: number }

async function readAll(deps: Deps, options: ImportOptions): Promise<ImportSummary & { span: Span }> {
  const { city, file, mapping, isTrial = false } = options
  const context = await contextOf(deps, options)
  const report = await createReport(options.reportFile ?? reportFor(file))
  const writer = createWriter(deps, city.id, { source: mapping.source, isTrial })
  let skipped = 0
  const rows = csvRows({
    file,
    mapping,
    onBadRow: (line, reason) => void report.add({ line, id: '', reason }),
    onProgress: options.onProgress ?? (() => undefined),
  })
  let batch: ImportedRow[] = []
  for await (const { cells, line } of rows) {
    const result = await rowToComplaint(context, cells)
    if (result.kind === 'skip') skipped++
    else if (result.kind === 'bad') {
      const id = cells[mapping.columns.service_request_id ?? ''] ?? ''
      await report.add({ line, id, reason: result.reason })
    } else batch.push(result.row)
    if (batch.length < batchSize) continue
    await writer.add(batch)
    batch = []
  }
  await writer.add(batch)
  return {
    ...(await writer.end()),
    skipped,
    refused: report.count(),
    reportFile: await report.close(),
    unknown: context.targets.unknown(),
  }
}

async function contextOf(deps: Deps, { city, mapping, isTrial = false }: ImportOptions): Promise<RowContext> {
  return {
    city,
    mapping,
    calendar: await calendarOf(deps, city.calendar),
    readDate: dateReader(mapping.dates.format, mapping.dates.zone ?? city.timeZone),
    targets: await createTargets(deps, { city, mapping, mayCreate: !isTrial }),
    now: deps.now().epochMilliseconds,
  }
}

/** Writes one batch behind the reading of the next. */
function createWriter(deps: Deps, cityId: number, { source, isTrial }: { source: string; isTrial: boolean }) {
  const written = { imported: 0, repeated: 0, span: { first: Number.POSITIVE_INFINITY, last: 0 } }
  // A trial leaves nothing in the database that would tell of earlier lines.
  const tried = new Set<string>()
  let writing: Promise<void> = Promise.resolve()

  async function write(batch: readonly ImportedRow[]): Promise<void> {
    const seen = await importedIds(deps, cityId, source, batch)
    const fresh = batch.filter(({ id }) => {
      if (seen.has(id) || tried.has(id)) return false
      seen.add(id)
      if (isTrial) tried.add(id)
      return true
    })
    const complaints = fresh.map(({ complaint }) => complaint)
    if (!isTrial && complaints.length > 0) await writeComplaints(deps.pool, complaints)
    written.imported += complaints.length
    written.repeated += batch.length - complaints.length
    for (const { events } of complaints) {
      const at = events[0]?.at ?? 0
      written.span.first = Math.min(written.span.first, at)
      written.span.last = Math.max(written.span.last, at)
    }
  }

  return {
    /** Waits for the batch before; its error is thrown here. */
    async add(batch: readonly ImportedRow[]): Promise<void> {
      await writing
      writing = write(batch)
      writing.catch(() => undefined)
    },
    async end() {
      await writing
      return written
    },
  }
}

async function importedIds(
  { pool }: Deps,
  cityId: number,
  source: string,
  batch: readonly ImportedRow[],
): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT external_id AS id FROM complaint WHERE city_id = $1 AND source = $2 AND external_id = ANY($3)',
    [cityId, source, batch.map(({ id }) => id)],
  )
  return new Set(rows.map(({ id }) => id))
}

const LOCK_SPACE = 741_206
const LOCK_ATTEMPTS = 15

/** Two imports at once would bring the same rows and make the same offices. A killed import lets go by itself. */
async function aloneInCity<Result>({ pool }: Deps, city: City, work: () => Promise<Result>): Promise<Result> {
  const holder = await pool.connect()
  const lock = [LOCK_SPACE, city.id]
  try {
    for (let attempt = 1; ; attempt++) {
      const { rows } = await holder.query<{ free: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS free',
        lock,
      )
      if (rows[0]?.free === true) break
      // The server may take a moment to notice that an import was killed.
      if (attempt === LOCK_ATTEMPTS) {
        throw new UserError(`Another import into ${city.slug} is running. Wait until it has ended.`)
      }
      await sleep(200)
    }
    return await work()
  } finally {
    await holder.query('SELECT pg_advisory_unlock($1, $2)', lock).catch(() => undefined)
    holder.release()
  }
}
