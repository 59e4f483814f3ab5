import { cities, cityBySlug } from '../features/city/index.ts'
import { importComplaints, open311Bulk, readMapping } from '../features/imports/index.ts'
import { refreshFigures } from '../features/statistics/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './command.ts'

await runCommand({
  usage: `npm run import -- --city <slug> [--map mapping.json] FILE

Reads complaints from FILE (CSV or CSV.gz). Without a mapping the columns are those of Open311 Bulk:
service_request_id, requested_datetime, closed_date, service_name, agency_responsible, address, lat, long ...
A mapping names other columns, a date format, and what values mean; see docs/import.md.

What was imported before (same source and id) is never imported again, so an import can be repeated.
Bad rows are listed with line and reason in FILE.report.csv; good rows are kept.`,
  options: { city: { type: 'string' }, map: { type: 'string' } },
  async run(deps, { values, positionals }) {
    const [file] = positionals
    if (file === undefined || positionals.length > 1) throw new UserError('Name one file. See --help.')
    if (values.city === undefined) throw new UserError('Say which city: --city <slug>. See --help.')
    const city = await cityBySlug(deps, values.city)
    if (city === null) {
      const known = (await cities(deps)).map(({ slug }) => slug).join(', ')
      throw new UserError(`There is no city ${values.city} here. There are: ${known || 'none yet'}.`)
    }
    const mapping = values.map === undefined ? open311Bulk : await readMapping(values.map)
    const started = performance.now()
    const summary = await importComplaints(deps, {
      city,
      file,
      mapping,
      onProgress: (rows, share) =>
        process.stderr.write(`\r${rows.toLocaleString('en')} rows, ${Math.round(share * 100)} %  `),
    })
    process.stderr.write('\n')
    for (const { kind, value, rows, created } of summary.unknown.slice(0, 50)) {
      console.log(`${created ? 'Created' : 'Unknown'} ${kind} "${value}" (${rows} rows)`)
    }
    console.log(
      `Imported ${summary.imported}, repeated ${summary.repeated}, skipped ${summary.skipped}, ` +
        `refused ${summary.refused}, in ${((performance.now() - started) / 1000).toFixed(1)} s.`,
    )
    if (summary.reportFile !== null) console.log(`Refused rows: ${summary.reportFile}`)
    await refreshFigures(deps, city.id)
  },
})
