import { parseArgs } from 'node:util'
import { verifyFigures } from '../features/open-data/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'

const HELP = `Counts the published figures of a city again from its open data, and compares. Needs neither the portal nor a
network.

Usage: npm run verify-figures -- FOLDER

FOLDER  the files of a dump or of the snapshot of a month as they were downloaded: at least activity.jsonl,
        categories.csv, figures.json and datapackage.json

Exit code 0: every figure follows from the events, 1: some do not; each is named.`

await runCommand(HELP, async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [folder] = positionals
  if (folder === undefined || positionals.length > 1) throw new UserError('Name one folder with a dump.')
  const { complaints, compared, differences } = await verifyFigures(folder)
  for (const difference of differences) console.log(difference)
  const counted = `${complaints.toLocaleString('en')} complaints, ${compared.toLocaleString('en')} figures`
  if (differences.length > 0) throw new UserError(`${counted}: ${differences.length} differences.`)
  console.log(`${counted}: every one follows from the events.`)
})
