import { parseArgs } from 'node:util'
import { verifyActivity, verifyStaffLog } from '../features/activity/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Checks that nobody has changed the past: every chain of hashes of the activity of complaints and of the log of
staff. Changes nothing. Names the first row of each chain that is not as it was written.

Usage: npm run verify-activity

Exit code 0: all is as it was written, 1: some row is not. Rows that were cut off at the very end of a chain leave no
trace in it: compare with a backup.`

const reasons: Record<string, string> = {
  order: 'its number is out of order',
  link: 'the row before it was changed or removed',
  hash: 'the row was changed',
  payload: 'what it says was changed',
  gap: 'rows before it are missing',
}

await runCommand(HELP, async () => {
  parseArgs({ options: {} })
  await withDeps(async ({ pool }) => {
    const chains = await verifyActivity(pool)
    for (const { number, seq, reason } of chains) {
      console.log(`complaint ${number}, row ${seq} of activity: ${reasons[reason] ?? reason}`)
    }
    const { checked, broken } = await verifyStaffLog(pool)
    for (const { id, staffId, seq, reason } of broken) {
      const whose = staffId === null ? 'the command line' : `staff ${staffId}`
      console.log(`staff_log row ${id} (${seq} of ${whose}): ${reasons[reason] ?? reason}`)
    }
    console.log(`Activity and ${checked} rows of the staff log checked.`)
    if (chains.length + broken.length > 0) {
      throw new UserError(`${chains.length + broken.length} chains are broken.`)
    }
  })
})
