import { parseArgs } from 'node:util'
import { type City, cities } from '../features/city/index.ts'
import {
  createUnknown,
  type ImportSummary,
  importComplaints,
  open311Bulk,
  readMapping,
} from '../features/imports/index.ts'
import { refreshKnownWords } from '../features/search/index.ts'
import { refreshFigures } from '../features/statistics/index.ts'
import type { Deps } from '../platform/deps.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Reads complaints from a CSV or CSV.gz file.

Usage: npm run import -- --city <slug> [options] FILE

  --city <slug>      the city; npm run city -- list shows them
  --map mapping.json names the columns, the format of dates and what values mean; see docs/import.md
  --check            reads everything, lists unknown values and bad rows, and writes nothing into the portal
  --create           makes the categories, offices and districts that the city does not have
  --report FILE      where bad rows are listed with line and reason; FILE.report.csv when left out

Without a mapping the columns are those of Open311 Bulk: service_request_id, requested_datetime, closed_date,
service_name, agency_responsible, address, lat, long and others.

What was imported before (same source and id) is never imported again, so an import can be repeated. Bad rows never
keep good ones out.`

const options = {
  city: { type: 'string' },
  map: { type: 'string' },
  check: { type: 'boolean', default: false },
  create: { type: 'boolean', default: false },
  report: { type: 'string' },
} as const

const mostListed = 50

await runCommand(HELP, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  const { city: slug, map, report } = values
  if (file === undefined || positionals.length > 1) throw new UserError('Name one file. (--help shows how)')
  if (slug === undefined) throw new UserError('Say which city: --city <slug>. (--help shows how)')
  const stated = map === undefined ? open311Bulk : await readMapping(map)
  const mapping = values.create ? { ...stated, unknown: createUnknown } : stated
  await withDeps(async (deps) => {
    const city = await cityOrThrow(deps, slug)
    const started = performance.now()
    const summary = await importComplaints(deps, {
      city,
      file,
      mapping,
      isTrial: values.check,
      onProgress: showProgress,
      ...(report === undefined ? {} : { reportFile: report }),
    })
    process.stderr.write('\n')
    print(summary, { seconds: (performance.now() - started) / 1000, isTrial: values.check })
    if (values.check) return
    await refreshFigures(deps, city.id)
    await refreshKnownWords(deps)
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

function print(summary: ImportSummary, { seconds, isTrial }: { seconds: number; isTrial: boolean }): void {
  const { imported, repeated, skipped, refused, reportFile, unknown } = summary
  for (const { kind, value, rows, created } of unknown.slice(0, mostListed)) {
    console.log(`${created ? 'Created' : 'Unknown'} ${kind} "${value}" (${rows} rows)`)
  }
  if (unknown.length > mostListed) console.log(`... and ${unknown.length - mostListed} more`)
  console.log(
    `${isTrial ? 'Would import' : 'Imported'} ${imported}, repeated ${repeated}, skipped ${skipped}, ` +
      `refused ${refused}; ${seconds.toFixed(1)} s.`,
  )
  if (reportFile !== null) console.log(`Refused rows: ${reportFile}`)
}
