import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { UserError } from '../../user-error.ts'
import { type Account, canEnter } from './account.ts'
import { sharedDir } from './binaries.ts'

const State = z.object({
  /** Where the cluster is: relative to the data folder, or absolute when the account cannot reach that. */
  folder: z.string(),
  superuserPassword: z.string(),
  password: z.string(),
  /** False until role and database exist. */
  ready: z.boolean(),
})
export type State = z.infer<typeof State>

const stateFile = (dataDir: string) => path.join(dataDir, 'postgres.json')

/** What `dataDir` says about its cluster: place and passwords. Undefined = there has never been one. */
export async function readState(dataDir: string): Promise<State | undefined> {
  const text = await readFile(stateFile(dataDir), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw new UserError(
      `${stateFile(dataDir)} cannot be read (${error.code}); start the portal as the user that owns it.`,
    )
  })
  if (text === undefined) return undefined
  try {
    return State.parse(JSON.parse(text))
  } catch {
    throw new UserError(
      `${stateFile(dataDir)} is damaged; it says where the database is and its passwords. Restore it from a backup, or move the data folder away to begin with an empty one.`,
    )
  }
}

/** Written beside and renamed, so that a full disk or a power cut never leaves half of it. */
export async function writeState(dataDir: string, state: State): Promise<void> {
  const unfinished = `${stateFile(dataDir)}.new`
  await writeFile(unfinished, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(unfinished, stateFile(dataDir))
}

export const clusterFolder = (dataDir: string, state: State) => path.resolve(dataDir, state.folder)

/** Chooses a place for a new cluster and makes the folder above it, closed to everybody else. */
export async function newState(dataDir: string, account: Account | undefined): Promise<State> {
  const passwords = { superuserPassword: newPassword(), password: newPassword() }
  if (account === undefined || (await canEnter(account, dataDir))) {
    return { folder: 'postgres', ...passwords, ready: false }
  }
  const home = path.join(sharedDir, randomBytes(6).toString('hex'))
  try {
    await mkdir(home, { recursive: true })
    await chmod(sharedDir, 0o711)
    await chown(home, 0, account.gid)
    await chmod(home, 0o710)
    await writeFile(path.join(home, 'README'), `Database of the portal whose data folder is ${dataDir}\n`)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new UserError(
      `PostgreSQL cannot run as root, its own account cannot enter ${dataDir}, and ${home} cannot be made (${reason}). Start the portal as an ordinary user, set DATA_DIR to an open place, or set DATABASE_URL.`,
    )
  }
  return { folder: path.join(home, 'postgres'), ...passwords, ready: false }
}

const newPassword = () => randomBytes(18).toString('hex')
