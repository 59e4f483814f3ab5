import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { recordRun, takeBackup } from '../../features/backups/index.ts'
import { readManifest } from '../../platform/backup/manifest.ts'
import { toDate } from '../../platform/db/instant.ts'
import { withScratchDatabase } from '../../platform/db/scratch-server.ts'
import { sqlStateOf } from '../../platform/db/violation.ts'
import type { Deps } from '../../platform/deps.ts'
import { UserError } from '../../platform/user-error.ts'
import { withDeps } from '../with-deps.ts'
import { restoreAt } from './restore-into.ts'
import { backupAt, refuseDamaged, secretKeyFor, signersOf } from './source.ts'
import { faultsOf, printVerdict } from './verdict.ts'

/** Restores a backup into a database of its own, verifies and removes it; notes down in the portal how it went. */
export async function rehearse(from: string | undefined): Promise<void> {
  const workshop = await mkdtemp(path.join(os.tmpdir(), 'ashyq-rehearsal-'))
  try {
    await withDeps(async (deps) => {
      const startedAt = toDate(deps.now().epochMilliseconds)
      const folder =
        from === undefined
          ? (await takeBackup(deps, path.join(workshop, 'backups'))).folder
          : await backupAt(from)
      const { failure, ...sums } = await tryOut(deps, folder, workshop)
      const succeeded = failure === null
      const remark = succeeded ? '' : remarkOf(failure)
      await recordRun(deps, { kind: 'rehearsal', startedAt, succeeded, remark, ...sums })
      const seconds = ((deps.now().epochMilliseconds - startedAt.getTime()) / 1000).toFixed(1)
      if (failure !== null) {
        const sentence = `Rehearsal of ${folder} FAILED after ${seconds} s: ${remark}`
        throw failure instanceof UserError ? new UserError(sentence) : new Error(sentence, { cause: failure })
      }
      console.log(
        `Rehearsal of ${folder}: restored and verified, ${sums.rows} rows and ${sums.files} files in ${seconds} s.`,
      )
    })
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

/** What goes into the database of the portal: the message of an unexpected error may hold what somebody wrote. */
function remarkOf(failure: Error): string {
  if (failure instanceof UserError) return failure.message
  const code = sqlStateOf(failure)
  return code === undefined ? `an unexpected error (${failure.name})` : `the database refused it (${code})`
}

type Outcome = { failure: Error | null; rows: number; files: number }

async function tryOut({ config: own }: Deps, folder: string, workshop: string): Promise<Outcome> {
  let sums = { rows: 0, files: 0 }
  try {
    const manifest = await readManifest(folder)
    sums = {
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      files: manifest.stored.count,
    }
    const secretKey = await secretKeyFor(own, manifest)
    await refuseDamaged(folder, manifest, signersOf(secretKey))
    // Never into the bucket of the portal that runs.
    const { s3: _bucket, ...withoutBucket } = own
    const config = { ...withoutBucket, dataDir: path.join(workshop, 'data') }
    await withScratchDatabase((url) =>
      restoreAt(url, { config, secretKey, folder, manifest, keyIsLost: false }, async ({ verify }) => {
        const looked = await verify()
        if (faultsOf(looked) > 0) printVerdict(looked)
      }),
    )
    return { failure: null, ...sums }
  } catch (error) {
    return { failure: error instanceof Error ? error : new Error(String(error)), ...sums }
  }
}
