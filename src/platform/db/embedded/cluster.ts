import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFile, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { sentenceOf } from '../../data-dir.ts'
import { UserError } from '../../user-error.ts'
import { type Account, accountForNewCluster, accountOfCluster, canEnter } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { spawnOptions } from './postmaster.ts'
import { clusterFolder, newState, readState, type State, writeState } from './state.ts'
import { explain } from './trouble.ts'

export const SUPERUSER = 'postgres'

export type Cluster = {
  dataDir: string
  folder: string
  logFile: string
  state: State
  binaries: Binaries
  account: Account | undefined
}

/**
 * The cluster of `dataDir`, made now if there has never been one; not started. Throws UserError when it is
 * gone, out of reach, of another PostgreSQL, or cannot be made. Only for the holder of the folder's lock.
 */
export async function openCluster(dataDir: string, options: { durable: boolean }): Promise<Cluster> {
  const state = (await readState(dataDir)) ?? (await placeNewCluster(dataDir))
  const folder = clusterFolder(dataDir, state)
  const logFile = path.join(dataDir, 'postgres.log')
  if (!(await exists(folder))) {
    if (state.ready) {
      throw new UserError(
        `The database should be in ${folder}, but that folder is gone; bring it back, or move ${dataDir} away to begin with an empty one.`,
      )
    }
    const account = await accountForNewCluster()
    await initialise(
      { dataDir, folder, logFile, state, account, binaries: await findBinaries(account) },
      options,
    )
  }
  const account = await accountOfCluster(folder)
  if (account !== undefined && !(await canEnter(account, folder))) {
    throw new UserError(
      `PostgreSQL does not run as root, and the account that owns the database (number ${account.uid}) cannot enter ${folder}, because a folder above is closed to it; open that folder (chmod o+x) or set DATA_DIR to where the data folder can be reached.`,
    )
  }
  const binaries = await findBinaries(account)
  await checkVersion(folder, binaries)
  return { dataDir, folder, logFile, state, binaries, account }
}

async function placeNewCluster(dataDir: string): Promise<State> {
  const state = await newState(dataDir, await accountForNewCluster())
  if (await exists(clusterFolder(dataDir, state))) {
    throw new UserError(
      `There is a database in ${clusterFolder(dataDir, state)}, but ${dataDir}/postgres.json with its passwords is gone; bring that file back, or move ${dataDir} away to begin with an empty database.`,
    )
  }
  await writeState(dataDir, state).catch((error) => {
    throw new UserError(`The data folder ${dataDir} cannot be written: ${sentenceOf(error)}`)
  })
  return state
}

export const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )

/** Made beside its place and renamed, so that an interrupted first start leaves no half cluster there. */
async function initialise(cluster: Cluster, { durable }: { durable: boolean }): Promise<void> {
  const { folder, state, account, binaries, logFile } = cluster
  const unfinished = `${folder}.new`
  const passwordFile = path.join(path.dirname(folder), `initdb.${randomBytes(6).toString('hex')}`)
  try {
    await rm(unfinished, { recursive: true, force: true })
    await writeFile(passwordFile, state.superuserPassword, { mode: 0o600 })
    if (account !== undefined) await chown(passwordFile, account.uid, account.gid)
    await makeOwned(unfinished, account)
    await initdb(binaries, account, [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--data-checksums',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ])
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if (error instanceof UserError) throw error
    const output = error instanceof Error && 'stderr' in error ? `${error.stderr}` : String(error)
    await appendFile(logFile, output, { mode: 0o600 }).catch(() => undefined)
    throw await explain(output, folder, logFile)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function makeOwned(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  if (account !== undefined) await chown(folder, account.uid, account.gid)
}

/**
 * Sorting and letters follow Unicode and never change with the operating system (PostgreSQL's own C.UTF-8).
 * The system's locale is still asked by pg_trgm, which finds no Cyrillic letters under plain C.
 */
async function initdb(binaries: Binaries, account: Account | undefined, args: string[]): Promise<void> {
  const run = (locale: string) =>
    promisify(execFile)(
      binaries.initdb,
      [
        ...args,
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        `--locale=${locale}`,
        '--lc-messages=C',
      ],
      spawnOptions(account),
    )
  const locales = ['C.UTF-8', 'en_US.UTF-8', 'ru_RU.UTF-8', 'C']
  for (const locale of locales) {
    try {
      await run(locale)
      return
    } catch (error) {
      const unknown = error instanceof Error && /invalid locale (name|settings)/.test(error.message)
      if (!unknown || locale === 'C') throw error
    }
  }
}

async function checkVersion(folder: string, binaries: Binaries): Promise<void> {
  const version = (await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version === binaries.majorVersion) return
  if (version === '') {
    throw new UserError(
      `${folder} holds no PostgreSQL database (its PG_VERSION is missing); restore it from a backup, or move the data folder away to begin with an empty one.`,
    )
  }
  throw new UserError(
    `The database in ${folder} was made by PostgreSQL ${version}, but this portal brings PostgreSQL ${binaries.majorVersion}; dump it with the portal version that made it, or move the data folder away to begin with an empty one.`,
  )
}
