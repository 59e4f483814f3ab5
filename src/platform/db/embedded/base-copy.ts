import { createHash } from 'node:crypto'
import { chown, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { makeDataDir } from '../../data-dir.ts'
import { makeFolder, syncFolder } from '../../files/durable-folder.ts'
import { UserError } from '../../user-error.ts'
import { accountForNewCluster } from './account.ts'
import { recoverySettings } from './archive.ts'
import { exists } from './cluster.ts'
import { findRunningAsSuperuser } from './embedded.ts'
import { clusterFolder, newState, readState, type State, writeState } from './state.ts'

/** The last file of a base copy: paths, sizes and hashes of all others. */
const LIST = 'base.json'
const List = z.object({
  startedAt: z.number(),
  endedAt: z.number(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
  state: z.object({ superuserPassword: z.string(), password: z.string() }),
})

/** What belongs to the running server alone (PostgreSQL, "Making a Base Backup Using the Low Level API"). */
const emptied =
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/./
const skipped =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map)$|(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)(\/|$)|^(recovery|standby)\.signal$/

/**
 * Copies the cluster of a running embedded server into the new folder `to`, together with what is needed to start it
 * elsewhere. What changes while it is copied is put right by the archived log, so the server must archive.
 * @param now milliseconds UTC
 * @returns bytes copied
 */
export async function copyBase(
  dataDir: string,
  to: string,
  now: () => number,
): Promise<{ files: number; bytes: number }> {
  const state = await readState(dataDir)
  const url = await findRunningAsSuperuser(dataDir)
  if (state === undefined || url === undefined) {
    throw new UserError(`No embedded database runs in ${dataDir}; a base copy is made while the portal runs.`)
  }
  const client = new pg.Client({ connectionString: url, application_name: 'ashyq-qala base copy' })
  await client.connect()
  try {
    const { rows } = await client.query<{ mode: string }>(`SELECT current_setting('archive_mode') AS mode`)
    if (rows[0]?.mode !== 'on') {
      throw new UserError(
        'The database does not archive its log, without which a base copy is worth nothing; start the portal with WAL_ARCHIVE=FOLDER.',
      )
    }
    const startedAt = now()
    await client.query(`SELECT pg_backup_start('ashyq-qala', true)`)
    const cluster = path.join(to, 'cluster')
    await makeFolder(cluster)
    const files = await copyTree(clusterFolder(dataDir, state), cluster)
    // Waits until the log that the copy needs is in the archive.
    const stopped = await client.query<{ label: string; spaces: string }>(
      'SELECT labelfile AS label, spcmapfile AS spaces FROM pg_backup_stop(true)',
    )
    const label = stopped.rows[0]?.label ?? ''
    await writeFile(path.join(cluster, 'backup_label'), label, { flush: true, mode: 0o600 })
    files.push({ path: 'backup_label', bytes: Buffer.byteLength(label), sha256: hashOf(label) })
    const { superuserPassword, password } = state
    const list = { startedAt, endedAt: now(), files, state: { superuserPassword, password } }
    await writeFile(path.join(to, LIST), JSON.stringify(list), { flush: true, mode: 0o600 })
    await syncFolder(to)
    return { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) }
  } finally {
    await client.end()
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

type Listed = z.infer<typeof List>['files']

async function copyTree(from: string, to: string): Promise<Listed> {
  const files: Listed = []
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const name = path.relative(from, path.join(entry.parentPath, entry.name))
    if (skipped.test(name) || emptied.test(name)) continue
    const target = path.join(to, name)
    if (entry.isDirectory()) await mkdir(target, { recursive: true, mode: 0o700 })
    else if (entry.isFile()) {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      const copied = await copyOne(path.join(from, name), target)
      // A table that is dropped meanwhile takes its file with it; the log knows.
      if (copied !== null) files.push({ path: name, ...copied })
    } else throw new UserError(`${name} in the cluster is no file and no folder; tablespaces are not copied.`)
  }
  return files
}

async function copyOne(from: string, to: string): Promise<{ bytes: number; sha256: string } | null> {
  const hash = createHash('sha256')
  let bytes = 0
  const source = await open(from).catch((error) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (source === null) return null
  const target = await open(to, 'w', 0o600)
  try {
    for await (const chunk of source.createReadStream({ autoClose: false })) {
      hash.update(chunk)
      bytes += chunk.length
      await target.writeFile(chunk)
    }
    await target.sync()
  } finally {
    await source.close()
    await target.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/**
 * Makes a new data folder from a base copy: at its first start the server plays the archive back.
 * @param until milliseconds UTC; absent = to the end of the archive
 * @throws UserError when a file of the copy is not as it was written, or the data folder has a database
 */
export async function placeBase(
  from: string,
  { dataDir, archive, until }: { dataDir: string; archive: string; until?: number },
): Promise<void> {
  const settings = recoverySettings(archive, until)
  const { files, state, endedAt } = await readList(from)
  if (until !== undefined && until < endedAt) {
    throw new UserError(
      `${from} was finished at ${new Date(endedAt).toISOString()}, after the moment that is wanted; use an older base copy.`,
    )
  }
  if ((await readState(dataDir)) !== undefined) {
    throw new UserError(
      `There is a database in ${dataDir} already, and nothing is overwritten; give a new folder.`,
    )
  }
  const account = await accountForNewCluster()
  await makeDataDir(dataDir, account)
  const placed: State = { ...(await newState(dataDir, account)), ...state, ready: true }
  const cluster = clusterFolder(dataDir, placed)
  const own = async (file: string) => {
    if (account !== undefined) await chown(file, account.uid, account.gid)
  }
  await mkdir(cluster, { mode: 0o700 })
  await own(cluster)
  for (const entry of await readdir(path.join(from, 'cluster'), { recursive: true, withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const folder = path.join(
      cluster,
      path.relative(path.join(from, 'cluster'), path.join(entry.parentPath, entry.name)),
    )
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await own(folder)
  }
  for (const listed of files) {
    const target = path.join(cluster, listed.path)
    const copied = await copyOne(path.join(from, 'cluster', listed.path), target)
    if (copied?.sha256 !== listed.sha256) {
      throw new UserError(
        `The file ${listed.path} of ${from} is missing or was changed; use another base copy.`,
      )
    }
    await own(target)
  }
  const auto = path.join(cluster, 'postgresql.auto.conf')
  await writeFile(auto, `${await readFile(auto, 'utf8').catch(() => '')}${settings}`, { mode: 0o600 })
  await own(auto)
  await writeFile(path.join(cluster, 'recovery.signal'), '', { mode: 0o600 })
  await own(path.join(cluster, 'recovery.signal'))
  await writeState(dataDir, placed)
}

async function readList(from: string): Promise<z.infer<typeof List>> {
  const text = await readFile(path.join(from, LIST), 'utf8').catch(() => '')
  try {
    return List.parse(JSON.parse(text))
  } catch {
    throw new UserError(`${from} is no finished base copy: its ${LIST} is missing or damaged.`)
  }
}

/** Whether a folder holds a base copy. */
export const isBaseCopy = (folder: string): Promise<boolean> => exists(path.join(folder, LIST))
