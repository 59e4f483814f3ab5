import { verifyActivity } from '../features/activity/index.ts'
import { checkProjections } from '../features/complaints/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Compares what is stored with the activity, which is the truth.

Usage: npm run projections

Checks every hash chain of the activity, folds the activity of every complaint anew and compares it with the columns
of complaints, stays and answers. Changes nothing. Exit code 0: everything agrees, 1: something does not.`

const mostListed = 20

await runCommand(HELP, () =>
  withDeps(async ({ pool }) => {
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
    if (faults.length + broken.length > 0) {
      throw new UserError(`${faults.length} columns differ, ${broken.length} chains are broken.`)
    }
  }),
)
