import { execFile } from 'node:child_process'
import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { UserError } from '../../user-error.ts'

/** The OS account PostgreSQL runs under when the portal itself runs as root, which PostgreSQL refuses to do. */
export type Account = { uid: number; gid: number }

export const isRoot = () => process.getuid?.() === 0

/**
 * The account for a new cluster: `postgres` where there is one, else `nobody`, which every Unix has.
 * Undefined = not root, PostgreSQL runs as the same person as the portal.
 */
export async function accountForNewCluster(): Promise<Account | undefined> {
  if (!isRoot()) return undefined
  const account = (await accountNamed('postgres')) ?? (await accountNamed('nobody'))
  if (account !== undefined) return account
  throw new UserError(
    'PostgreSQL does not run as root and this system has neither an account "postgres" nor "nobody"; start the portal as an ordinary user, or set DATABASE_URL.',
  )
}

/** The account that owns an existing cluster. Throws UserError when this process may not act for it. */
export async function accountOfCluster(folder: string): Promise<Account | undefined> {
  const { uid, gid } = await stat(folder)
  const self = process.getuid?.()
  if (self === undefined || uid === self) {
    if (self !== 0) return undefined
    throw new UserError(
      `The database in ${folder} belongs to root, as which PostgreSQL does not run; give it to its account: chown -R postgres ${folder}`,
    )
  }
  if (self === 0) return { uid, gid }
  throw new UserError(
    `The database in ${folder} belongs to another user (number ${uid}); start the portal as that user or as root.`,
  )
}

async function accountNamed(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => promisify(execFile)('id', [flag, name])))
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
  } catch {
    return undefined
  }
}

/** Whether `account` may enter `folder` and all folders above it; parts that do not exist yet do not matter. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  const resolved = await realpath(folder).catch(() => undefined)
  if (resolved === undefined) return canEnter(account, path.dirname(folder))
  if (!(await isAllowed(account, resolved, 0o1))) return false
  return resolved === path.dirname(resolved) || canEnter(account, path.dirname(resolved))
}

/** Whether `account` may run the program `file`. */
export const canRun = async (account: Account, file: string) =>
  (await isAllowed(account, file, 0o5)) && (await canEnter(account, path.dirname(file)))

/** Whether the permission bits give `account` the `wanted` ones (4 read, 1 enter or run). */
async function isAllowed(account: Account, target: string, wanted: number): Promise<boolean> {
  const { uid, gid, mode } = await stat(target)
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
  return ((mode >> shift) & wanted) === wanted
}
