import { parseArgs } from 'node:util'
import { type City, cities } from '../features/city/index.ts'
import { type ImportSummary, importComplaints, open311Bulk, readMapping } from '../features/imports/index.ts'
import { refreshFigures } from '../features/statistics/index.ts'
import type { Deps } from '../platform/deps.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Reads complaints from a CSV or CSV.gz file.

Usage: npm run import -- --city <slug> [--map mapping.json] FILE

Without a mapping the columns are those of Open311 Bulk: service_request_id, requested_datetime, closed_date,
service_name, agency_responsible, address, lat, long and others. A mapping names other columns, a date format, and
what values mean; see docs/import.md.

What was imported before (same source and id) is never imported again, so an import can be repeated.
Bad rows are listed with line and reason in FILE.report.csv; good rows are kept.`

await runCommand(HELP, async () => {
  const options = { city: { type: 'string' }, map: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  const { city: slug, map } = values
  if (file === undefined || positionals.length > 1) throw new UserError('Name one file. (--help shows how)')
  if (slug === undefined) throw new UserError('Say which city: --city <slug>. (--help shows how)')
  const mapping = map === undefined ? open311Bulk : await readMapping(map)
  await withDeps(async (deps) => {
    const city = await cityOrThrow(deps, slug)
    const started = performance.now()
    const summary = await importComplaints(deps, { city, file, mapping, onProgress: showProgress })
    process.stderr.write('\n')
    print(summary, performance.now() - started)
    await refreshFigures(deps, city.id)
  })
})

async function cityOrThrow(deps: Deps, slug: string): Promise<City> {
  const all = await cities(deps)
  const city = all.find((one) => one.slug === slug)
  if (city !== undefined) return city
  const known = all.map((one) => one.slug).join(', ') || 'none yet; see npm run city -- --help'
  throw new UserError(`There is no city ${slug} here. Cities: ${known}.`)
}

function showProgress(rows: number, share: number): void {
  process.stderr.write(`\r${rows.toLocaleString('en')} rows, ${Math.round(share * 100)} %  `)
}

function print(summary: ImportSummary, ms: number): void {
  for (const { kind, value, rows, created } of summary.unknown.slice(0, 50)) {
    console.log(`${created ? 'Created' : 'Unknown'} ${kind} "${value}" (${rows} rows)`)
  }
  const { imported, repeated, skipped, refused, reportFile } = summary
  const seconds = (ms / 1000).toFixed(1)
  console.log(
    `Imported ${imported}, repeated ${repeated}, skipped ${skipped}, refused ${refused}; ${seconds} s.`,
  )
  if (reportFile !== null) console.log(`Refused rows: ${reportFile}`)
}
