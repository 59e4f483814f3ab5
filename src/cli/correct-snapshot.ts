import { parseArgs } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { cities } from '../features/city/index.ts'
import { correctSnapshot, NoSnapshot } from '../features/open-data/index.ts'
import type { Deps } from '../platform/deps.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Publishes the snapshot of a month once more, as it counts now. The earlier one stays as it was.

Usage: npm run correct-snapshot -- --city <slug> --month YYYY-MM --remark "what was wrong"

  --city <slug>    the city; npm run city -- list shows them
  --month YYYY-MM  a month whose snapshot is published
  --remark "..."   what was wrong and why, for everybody: it stands beside the snapshot and in the feed of corrections

The new snapshot goes to the end of the chain and names the hash of the one before.`

const options = { city: { type: 'string' }, month: { type: 'string' }, remark: { type: 'string' } } as const

/** Fewer signs say nothing about what was wrong. */
const shortestRemark = 10

type Wish = { slug: string; month: Temporal.PlainYearMonth; remark: string }

await runCommand(HELP, async () => {
  const { values } = parseArgs({ options })
  if (values.city === undefined) throw new UserError('Say which city: --city <slug>. (--help shows how)')
  const remark = values.remark?.trim() ?? ''
  if (remark.length < shortestRemark) {
    throw new UserError('Say what was wrong, in ten letters or more: --remark "...".')
  }
  const wish = { slug: values.city, month: monthOf(values.month ?? ''), remark }
  await withDeps((deps) => correct(deps, wish))
})

function monthOf(typed: string): Temporal.PlainYearMonth {
  try {
    return Temporal.PlainYearMonth.from(typed)
  } catch {
    throw new UserError('Name a month: --month 2026-10.')
  }
}

async function correct(deps: Deps, { slug, month, remark }: Wish): Promise<void> {
  const all = await cities(deps)
  const city = all.find((one) => one.slug === slug)
  if (city === undefined) {
    const known = all.map((one) => one.slug).join(', ') || 'none yet'
    throw new UserError(`There is no city ${slug} here. Cities: ${known}.`)
  }
  try {
    const { before, now } = await correctSnapshot(deps, city, { month, remark })
    console.log(
      `${slug} ${month}: no. ${before.no} stays, no. ${now.no} is published after it, hash ${now.hash}`,
    )
  } catch (error) {
    if (!(error instanceof NoSnapshot)) throw error
    throw new UserError(`${slug} has no snapshot of ${month} that could be put right.`)
  }
}
