import { parseArgs } from 'node:util'
import { rebuildAll, type Verified } from '../features/statistics/index.ts'
import type { Deps } from '../platform/deps.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Counts the published figures of every city anew, from the activity of all complaints.

Usage: npm run rebuild-statistics [-- --verify]

The sums behind the figures are folded beside those that are kept and compared byte by byte; then what differs is
written. Pages show the old figures until the new ones are complete.

--verify  only compares. Writes nothing and ends with exit code 1 when something differs.`

await runCommand(HELP, async () => {
  const { values } = parseArgs({ options: { verify: { type: 'boolean', default: false } } })
  await withDeps((deps) => run(deps, values.verify))
})

async function run(deps: Deps, isTrial: boolean): Promise<void> {
  const done = await rebuildAll(deps, { mend: !isTrial, onProgress: showProgress })
  if (process.stderr.isTTY) process.stderr.write('\n')
  for (const one of done) console.log(lineOf(one, isTrial))
  const different = done.reduce((sum, { differences }) => sum + differences, 0)
  if (isTrial && different > 0) {
    throw new UserError(
      `${different} rows of the sums differ from the activity. Rebuild them: npm run rebuild-statistics`,
    )
  }
}

/** For who looks on; a log would be full of it. */
function showProgress({ slug }: { slug: string }, complaints: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${slug}: ${complaints.toLocaleString('en')} complaints  `)
}

function lineOf({ city, complaints, differences, seconds }: Verified, isTrial: boolean): string {
  const rows = differences === 0 ? 'equal' : `${differences} rows ${isTrial ? 'differ' : 'written'}`
  return `${city}\t${complaints} complaints\t${rows}\t${seconds.toFixed(1)} s`
}
