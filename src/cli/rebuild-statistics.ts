import { parseArgs } from 'node:util'
import { cities } from '../features/city/index.ts'
import { refreshFigures, type Verified, verifyFigures } from '../features/statistics/index.ts'
import type { Deps } from '../platform/deps.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Computes the published figures of every city anew.

Usage: npm run rebuild-statistics [-- --verify]

--verify first computes the kept figures again, as of the moment they were kept for, and compares them byte by byte.
It changes nothing and ends with exit code 1 when one differs. Figures of a city that has changed since are told as
outdated: there is nothing to compare them with.`

await runCommand(HELP, async () => {
  const { values } = parseArgs({ options: { verify: { type: 'boolean' } } })
  await withDeps(values.verify ? verify : rebuild)
})

async function rebuild(deps: Deps): Promise<void> {
  for (const city of await cities(deps)) {
    const started = performance.now()
    await refreshFigures(deps, city.id)
    console.log(`${city.slug}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
}

async function verify(deps: Deps): Promise<void> {
  const verified = await verifyFigures(deps)
  for (const one of verified) console.log(lineOf(one))
  const different = verified.flatMap((one) => one.different)
  if (different.length > 0) {
    throw new UserError(
      `${different.length} kept sets of figures differ from a new computation. Rebuild them: npm run rebuild-statistics`,
    )
  }
}

function lineOf({ city, kind, state, different }: Verified): string {
  const sets = different.map((key) => `\n  ${key}`).join('')
  return `${city}\t${kind}\t${state}${sets}`
}
