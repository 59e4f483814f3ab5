import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
  type BrokenCheckpoint,
  type SignedStatement,
  verifyActivity,
  verifyCheckpoints,
  verifyStaffLog,
} from '../features/activity/index.ts'
import { publicKeysOf } from '../features/complaints/index.ts'
import { CheckpointsFile } from '../features/proof/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Checks that nobody has changed the past: every chain of hashes of the activity of complaints and of the log of
staff, and every signed checkpoint over them. Changes nothing. Names the first row of each chain that is not as it was
written, and the rows that a checkpoint vouches for and that are gone.

Usage: npm run verify-activity [-- --kept checkpoints.json] [--key KEY ...]

--kept  a copy of /checkpoints.json that was downloaded earlier: shows also a database that was set back as a whole
--key   a public key (base64url) with which this portal has signed and whose secret it has no more; checkpoints by keys
        that are neither given nor its own are named

Exit code 0: all is as it was written, 1: some row is not. Rows that were cut off at the very end of a chain are
found when a checkpoint has covered them.`

const reasons: Record<string, string> = {
  order: 'its number is out of order',
  link: 'the row before it was changed or removed',
  hash: 'the row was changed',
  payload: 'what it says was changed',
  gap: 'rows before it are missing',
}

const checkpointReasons: Record<BrokenCheckpoint['reason'], string> = {
  signature: 'its signature is wrong, or by a key that is not of this portal',
  link: 'it does not follow the one before it',
  root: 'its leaves are not those that were signed',
  gap: 'checkpoints before it are missing',
  row: 'the row it vouches for was changed or is gone',
  kept: 'it is not the one that was kept',
  lost: 'it was kept and is gone: the database was set back',
}

await runCommand(HELP, async () => {
  const { values } = parseArgs({
    options: { kept: { type: 'string' }, key: { type: 'string', multiple: true } },
  })
  const kept = values.kept === undefined ? [] : await keptCheckpoints(values.kept)
  await withDeps(async ({ pool, keys }) => {
    const chains = await verifyActivity(pool)
    for (const { number, seq, reason } of chains) {
      console.log(`complaint ${number}, row ${seq} of activity: ${reasons[reason] ?? reason}`)
    }
    const { checked, broken } = await verifyStaffLog(pool)
    for (const { id, staffId, seq, reason } of broken) {
      const whose = staffId === null ? 'the command line' : `staff ${staffId}`
      console.log(`staff_log row ${id} (${seq} of ${whose}): ${reasons[reason] ?? reason}`)
    }
    const own = publicKeysOf(keys).map((key) => key.toString('base64url'))
    const signed = await verifyCheckpoints(pool, { kept, keys: [...own, ...(values.key ?? [])] })
    for (const { no, reason, number, seq } of signed.broken) {
      const row = number === undefined ? '' : ` (complaint ${number}, row ${seq})`
      console.log(`checkpoint ${no}${row}: ${checkpointReasons[reason]}`)
    }
    console.log(`Activity, ${checked} rows of the staff log and ${signed.checked} checkpoints checked.`)
    const wrong = chains.length + broken.length + signed.broken.length
    if (wrong > 0) throw new UserError(`${wrong} chains and checkpoints are broken.`)
  })
})

async function keptCheckpoints(file: string): Promise<SignedStatement[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UserError(`${file} cannot be read.`)
  })
  const parsed = CheckpointsFile.safeParse(jsonOf(text))
  if (!parsed.success) throw new UserError(`${file} is no list of checkpoints.`)
  return parsed.data.checkpoints
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
