import { parseArgs } from 'node:util'
import { runCommand } from '../../src/cli/run-command.ts'
import { withDeps } from '../../src/cli/with-deps.ts'
import { refreshKnownWords } from '../../src/features/search/index.ts'
import { rebuildAll } from '../../src/features/statistics/index.ts'
import { UserError } from '../../src/platform/user-error.ts'
import { multiply } from './multiply.ts'

const HELP = `Makes every complaint of a demo into N, inside the database. For benches only.

Usage: DATA_DIR=FOLDER node tests/bench/enlarge.ts --copies N`

await runCommand(HELP, async () => {
  const { copies } = parseArgs({ options: { copies: { type: 'string', default: '' } } }).values
  const wanted = Number(copies)
  if (!Number.isInteger(wanted) || wanted < 2 || wanted > 1000) {
    throw new UserError('--copies must be a whole number from 2 to 1000, for example --copies 100.')
  }
  await withDeps(async (deps) => {
    const started = performance.now()
    const say = (line: string) =>
      console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`)
    await multiply(deps.pool, wanted, say)
    say('Words of the search, figures')
    await refreshKnownWords(deps)
    // Copies came past the queue of what has changed.
    await rebuildAll(deps, { mend: true })
    say('Done')
  })
})
