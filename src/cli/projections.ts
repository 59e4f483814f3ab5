import { parseArgs } from 'node:util'
import { verifyActivity } from '../features/activity/index.ts'
import {
  checkProjections,
  checkSearch,
  rebuildSearch,
  recomputeProjections,
} from '../features/complaints/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Compares what is stored with the activity, which is the truth.

Usage: npm run projections [-- --fix]

Checks every hash chain of the activity, folds the activity of every complaint anew and compares it with the columns
of complaints, stays and answers, and the words of the search with the texts. Changes nothing without --fix. Exit code 0: everything agrees, 1: something does not.

  --fix   write what the activity says over the columns that differ; the activity itself is never changed`

const mostListed = 20

await runCommand(HELP, async () => {
  const { fix } = parseArgs({ options: { fix: { type: 'boolean', default: false } } }).values
  await withDeps(async (deps) => {
    const { pool } = deps
    const { checked, faults } = await checkProjections(pool)
    const broken = await verifyActivity(pool)
    for (const { number, part, column, stored, folded } of faults.slice(0, mostListed)) {
      console.log(
        `${number} ${part}: ${column} is ${JSON.stringify(stored)}, the activity says ${JSON.stringify(folded)}`,
      )
    }
    for (const { number, seq, reason } of broken.slice(0, mostListed)) {
      console.log(`${number}: the chain breaks at ${seq} (${reason})`)
    }
    console.log(`${checked} complaints checked.`)
    const unsought = fix ? await rebuildSearch(pool) : await checkSearch(pool)
    if (unsought > 0)
      console.log(`${unsought} complaints ${fix ? 'written into' : 'are not as they are in'} the search.`)
    // An activity with a hole or an impossible step says nothing that could be written.
    const mendable = fix ? faults.filter(({ part }) => part !== 'activity') : []
    if (mendable.length > 0) {
      const mended = await recomputeProjections(
        deps,
        mendable.map(({ number }) => number),
      )
      console.log(`${mended} complaints written anew from their activity.`)
    }
    const left = faults.length - mendable.length + (fix ? 0 : unsought)
    if (left + broken.length > 0) {
      throw new UserError(`${left} columns differ, ${broken.length} chains are broken.`)
    }
  })
})
