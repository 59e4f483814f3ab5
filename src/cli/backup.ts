import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import {
  checkBackup,
  parseKeep,
  recordRun,
  type Taken,
  takeBackup,
  thinBackups,
} from '../features/backups/index.ts'
import { nameOfBackup, readManifest } from '../platform/backup/manifest.ts'
import { copyBase } from '../platform/db/embedded/base-copy.ts'
import { toDate } from '../platform/db/instant.ts'
import type { Deps } from '../platform/deps.ts'
import { findSecretKey } from '../platform/secret-key.ts'
import { UserError } from '../platform/user-error.ts'
import { signersOf } from './restore/source.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Backs up the whole portal while it runs: its tables as they are at one instant, mails that wait to be sent, and
every photo and paper that the tables name. Needs nothing but npm.

Usage: npm run backup -- --to FOLDER [--keep 7d,4w,6m]
       npm run backup -- --to FOLDER --base
       npm run backup -- --check FOLDER/BACKUP [--key PUBLIC_KEY]

--to     each run makes a folder of its own there; photos lie beside them in files/, each once, so that later runs copy
         only what is new
--keep   afterwards removes older backups: of each of the last 7 days, 4 weeks and 6 months the newest stays
--base   copies the cluster of the embedded database instead, for recovery to a point in time (needs WAL_ARCHIVE)
--check  reads every byte of a backup and compares it with its manifest, and the signature of that with the key of this
         installation (SECRET_KEY or DATA_DIR/secret.key)
--key    with --check: the public key that must have signed it, as each backup prints it and /checkpoints.json has it

The secret key is NOT in the backup, or whoever finds one could read the contacts of residents. Keep SECRET_KEY (or
DATA_DIR/secret.key) in another place: without it a backup restores everything but contacts. See docs/backup.md.

Exit code 0: done, 1: not, or photos are missing that the portal itself has lost.`

await runCommand(HELP, async () => {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      keep: { type: 'string' },
      check: { type: 'string' },
      key: { type: 'string' },
      base: { type: 'boolean', default: false },
    },
  })
  if (values.check !== undefined) return check(path.resolve(values.check), values.key)
  if (values.to === undefined) throw new UserError('Say where to: npm run backup -- --to FOLDER')
  const to = path.resolve(values.to)
  if (values.base) return withDeps((deps) => copyCluster(deps, to))
  const keep = values.keep === undefined ? undefined : parseKeep(values.keep)
  await withDeps(async (deps) => {
    const started = performance.now()
    const taken = await takeBackup(deps, to, (sentence) => console.error(sentence))
    console.log(summary(taken, (performance.now() - started) / 1000))
    if (keep !== undefined) {
      const { removed, files } = await thinBackups(to, keep)
      if (removed.length > 0) console.log(`Removed: ${removed.join(', ')} and ${files} files.`)
    }
    if (taken.absent.length > 0) {
      throw new UserError(
        `The backup is complete but for ${taken.absent.length} dumps of open data that lie on another machine (the first is ${taken.absent[0]}). Past months cannot be made anew: back up on the machine of the worker, share DATA_DIR/open-data among the machines, or set a bucket (docs/backup.md).`,
      )
    }
    const { lost } = taken.manifest.stored
    if (lost.length > 0) {
      throw new UserError(
        `The backup is complete, but the portal itself has lost the bytes of ${lost.length} photos or papers, the first is ${lost[0]}; bring them back from an earlier backup.`,
      )
    }
  })
})

async function copyCluster(deps: Deps, to: string): Promise<void> {
  if (deps.config.databaseUrl !== undefined) {
    throw new UserError(
      '--base copies the embedded database; for DATABASE_URL use pg_basebackup, see docs/backup.md',
    )
  }
  const startedAt = toDate(deps.now().epochMilliseconds)
  const folder = path.join(to, `base-${nameOfBackup(startedAt)}`)
  const { files, bytes } = await copyBase(deps.config.dataDir, folder, () => deps.now().epochMilliseconds)
  await recordRun(deps, { kind: 'base', startedAt, succeeded: true, files, bytes })
  console.log(`${folder}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB.`)
}

async function check(folder: string, key: string | undefined): Promise<void> {
  const manifest = await readManifest(folder)
  const secretKey = key === undefined ? await findSecretKey(loadConfig()) : undefined
  const signers = key === undefined ? secretKey && signersOf(secretKey) : [key]
  const faults = await checkBackup(folder, manifest, signers || undefined)
  for (const fault of faults) console.log(fault)
  if (faults.length > 0) throw new UserError(`${folder} is damaged: ${faults.length} faults.`)
  console.log(`${folder} is as it was written.`)
  console.log(
    signers
      ? `Signed with the key ${manifest.publicKey}, as it must be.`
      : `Signed with the key ${manifest.publicKey}. There is no secret key here to compare it with: give the public one by --key.`,
  )
}

function summary({ folder, manifest, rows, bytes, copied }: Taken, seconds: number): string {
  return `${folder}: ${rows.toLocaleString('en')} rows in ${(bytes / 1e6).toFixed(1)} MB, ${manifest.stored.count} photos and papers (${copied} new), ${seconds.toFixed(1)} s.
Signed with the key ${manifest.publicKey}.
The secret key is not in it: keep SECRET_KEY or DATA_DIR/secret.key elsewhere.`
}
