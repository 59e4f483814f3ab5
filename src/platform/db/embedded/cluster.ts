import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { sentenceOf } from '../../data-dir.ts'
import { UserError } from '../../user-error.ts'
import { type Account, accountForNewCluster, accountOfCluster, canEnter } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { type CreateOptions, createCluster, removeUnfinished } from './create-cluster.ts'
import { clusterFolder, newState, readState, type State, writeState } from './state.ts'

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
export async function openCluster(dataDir: string, options: CreateOptions): Promise<Cluster> {
  const state = (await readState(dataDir)) ?? (await placeNewCluster(dataDir))
  const folder = clusterFolder(dataDir, state)
  const logFile = path.join(dataDir, 'postgres.log')
  await removeUnfinished(folder)
  if (!(await exists(folder))) {
    if (state.ready) {
      throw new UserError(
        `The database should be in ${folder}, but that folder is gone; bring it back, or move ${dataDir} away to begin with an empty one.`,
      )
    }
    const account = await accountForNewCluster()
    const binaries = await findBinaries(account)
    await createCluster({ binaries, account, folder, logFile, password: state.superuserPassword, ...options })
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
