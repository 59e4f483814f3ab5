import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import { filesLock } from '../../../platform/backup/files-lock.ts'
import { keepFolders } from '../../../platform/backup/folders.ts'
import {
  backupsIn,
  FORMAT,
  type Manifest,
  nameOfBackup,
  writeManifest,
} from '../../../platform/backup/manifest.ts'
import { linesOf } from '../../../platform/backup/packed-file.ts'
import { eachKey, keepFile, poolIn } from '../../../platform/backup/stored-files.ts'
import {
  readMigrationsOf,
  readSequences,
  type Snapshot,
  withSnapshot,
  writeFileKeys,
  writeJobs,
  writeTables,
} from '../../../platform/backup/write-tables.ts'
import { seal } from '../../../platform/crypto/seal.ts'
import { withAdvisoryLock } from '../../../platform/db/advisory-lock.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { makeFolder, syncFolder } from '../../../platform/files/durable-folder.ts'
import { takeLock } from '../../../platform/process-lock.ts'
import { UserError } from '../../../platform/user-error.ts'
import { portalVersion } from '../../../platform/version.ts'
import { checkpointOf, type SignedStatement } from '../../activity/index.ts'
import { dumpFolders } from '../../open-data/index.ts'
import { PROBE, probeContext, signManifest } from '../seal-manifest.ts'
import { leftOut } from '../tables.ts'
import { recordRun } from './record-run.ts'

export type BackupDeps = Pick<Deps, 'db' | 'pool' | 'files' | 'keys' | 'now' | 'config'>

/** `absent`: dumps of open data that lie neither on this machine nor in the bucket. */
export type Taken = {
  folder: string
  manifest: Manifest
  rows: number
  bytes: number
  copied: number
  absent: string[]
}

/**
 * Writes a backup into a new folder of `to` while the portal goes on: all tables as they were at one instant, then the
 * bytes of every file that they name. A folder that was left half is removed by the next run.
 * @param say gets a short sentence now and then
 * @throws UserError when another backup is being written there or the place cannot be written
 */
export async function takeBackup(
  deps: BackupDeps,
  to: string,
  say: (sentence: string) => void = () => undefined,
): Promise<Taken> {
  await makeFolder(to).catch((error) => {
    throw new UserError(`The folder ${to} cannot be made: ${error.message}`)
  })
  const lock = takeLock(path.join(to, 'backup.lock'))
  if (lock === undefined) throw new UserError(`Another backup is being written into ${to}; wait for it.`)
  try {
    for (const { name, finished } of await backupsIn(to)) {
      if (!finished) await rm(path.join(to, name), { recursive: true })
    }
    const taken = await withAdvisoryLock(deps.pool, filesLock, { wait: true }, () => write(deps, to, say))
    if (taken === null) throw new Error('the lock of the files was not waited for')
    return taken
  } finally {
    lock.release()
  }
}

async function write(deps: BackupDeps, to: string, say: (sentence: string) => void): Promise<Taken> {
  const startedAt = dateOf(deps.now())
  const folder = path.join(to, nameOfBackup(startedAt))
  await mkdir(folder, { mode: 0o700 })
  await syncFolder(to)
  try {
    const found = await withSnapshot(deps.pool, leftOut, (snapshot) => writeParts(snapshot, folder, say))
    say('Copying photos and papers')
    const { copied, lost } = await keepFiles(deps, to, linesOf(folder, found.stored))
    const { lastCheckpointNo, dumps, ...rest } = found
    const { folders, absent } = await keepOpenData(deps, { to, backup: folder }, dumps)
    const signed = signManifest(deps.keys, {
      ...rest,
      stored: { ...rest.stored, lost },
      folders,
      format: FORMAT,
      startedAt: startedAt.getTime(),
      endedAt: deps.now().epochMilliseconds,
      lastCheckpoint: lastCheckpointNo === null ? null : await statementOf(deps, lastCheckpointNo),
      probe: seal(deps.keys, PROBE, probeContext).toString('base64url'),
    })
    await syncFolder(folder)
    await writeManifest(folder, signed)
    const rows = signed.tables.reduce((sum, table) => sum + table.rows, 0)
    const bytes = signed.tables.reduce((sum, table) => sum + table.bytes, 0)
    await recordRun(deps, {
      kind: 'backup',
      startedAt,
      succeeded: true,
      remark: [
        ...(lost.length === 0 ? [] : [`${lost.length} files were lost before`]),
        ...(absent.length === 0 ? [] : [`${absent.length} dumps of open data lie on another machine`]),
      ].join('; '),
      rows,
      bytes,
      files: signed.stored.count,
    })
    return { folder, manifest: signed, rows, bytes, copied, absent }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function writeParts(snapshot: Snapshot, folder: string, say: (sentence: string) => void) {
  const tables = await writeTables(snapshot, folder, (name, rows) => {
    if (rows > 100_000) say(`${name}: ${rows.toLocaleString('en')} rows`)
  })
  tables.push(await writeJobs(snapshot, folder))
  const { rows: count, ...keys } = await writeFileKeys(snapshot, folder)
  const { rows } = await snapshot.client.query<{ postgres: string; last: number | null; dumps: string[] }>(
    `SELECT current_setting('server_version') AS postgres, (SELECT max(no) FROM checkpoint) AS last,
       ARRAY(SELECT id::text FROM open_dump ORDER BY id) AS dumps`,
  )
  return {
    portal: { version: portalVersion, node: process.version, postgres: rows[0]?.postgres ?? '' },
    migrations: await readMigrationsOf(snapshot),
    tables,
    sequences: await readSequences(snapshot),
    stored: { ...keys, count },
    lastCheckpointNo: rows[0]?.last ?? null,
    dumps: rows[0]?.dumps ?? [],
  }
}

async function keepFiles({ files }: BackupDeps, to: string, keys: AsyncIterable<string>) {
  const lost: string[] = []
  let copied = 0
  const pool = poolIn(to)
  await eachKey(keys, async (key) => {
    const outcome = await keepFile(files, pool, key)
    if (outcome === 'missing' || outcome === 'corrupt') lost.push(key)
    if (outcome === 'copied') copied += 1
  })
  return { copied, lost: lost.sort() }
}

/**
 * Open data of the day could be made anew; snapshots of months could not, they are kept for ever. What another process
 * has replaced meanwhile is in no list any more, and missing nowhere.
 */
async function keepOpenData(
  deps: BackupDeps,
  place: { to: string; backup: string },
  dumps: readonly string[],
) {
  const absent: string[] = []
  // One after the other: fetching the next may take away copies that were fetched days ago.
  async function* here() {
    for (const id of dumps) {
      const folder = await dumpFolders(deps.config).fetchAll(id, deps.now())
      if (folder !== null) yield { name: `open-data/${id}`, folder }
      else if ((await deps.db.openDump.count({ where: { id } })) > 0) absent.push(id)
    }
  }
  const folders = await keepFolders(place, here())
  return { folders, absent }
}

/** Checkpoints are never changed, so it need not be read in the snapshot. */
async function statementOf(deps: BackupDeps, no: number): Promise<SignedStatement> {
  const statement = await checkpointOf(deps, no)
  if (statement === null) throw new Error(`checkpoint ${no} is gone`)
  return statement
}

const dateOf = ({ epochMilliseconds }: Temporal.Instant) => toDate(epochMilliseconds)
