import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFile, chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { UserError } from '../../user-error.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { spawnOptions } from './postmaster.ts'
import { explain } from './trouble.ts'

export const SUPERUSER = 'postgres'

export type CreateOptions = {
  /** False leaves it to the operating system when to write to the disk. */
  durable: boolean
  signal?: AbortSignal
}

type NewCluster = CreateOptions & {
  folder: string
  password: string
  binaries: Binaries
  account: Account | undefined
  logFile: string
}

/**
 * Makes a cluster in `folder`. It grows in a folder of its own beside it and is renamed when complete: an
 * interrupted start leaves no half cluster, and an initdb that outlived its portal disturbs nobody.
 */
export async function createCluster(options: NewCluster): Promise<void> {
  const { folder, password, account, logFile, signal } = options
  const workshop = `${unfinishedPrefix(folder)}${randomBytes(4).toString('hex')}`
  try {
    await mkdir(workshop, { mode: 0o700 })
    const passwordFile = path.join(workshop, 'password')
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (account !== undefined) {
      for (const file of [workshop, passwordFile]) await chown(file, account.uid, account.gid)
    }
    const cluster = path.join(workshop, 'cluster')
    await initdb(options, [`--pgdata=${cluster}`, `--pwfile=${passwordFile}`])
    await rename(cluster, folder)
  } catch (error) {
    if (signal?.aborted || error instanceof UserError) throw error
    const output = error instanceof Error && 'stderr' in error ? `${error.stderr}` : String(error)
    await appendFile(logFile, output, { mode: 0o600 }).catch(() => undefined)
    throw await explain(output, folder, logFile)
  } finally {
    await remove(workshop)
  }
}

const unfinishedPrefix = (folder: string) => `${folder}.new-`

/** Takes away what interrupted starts left beside `folder`. */
export async function removeUnfinished(folder: string): Promise<void> {
  const parent = path.dirname(folder)
  for (const name of await readdir(parent).catch(() => [])) {
    const file = path.join(parent, name)
    if (file.startsWith(unfinishedPrefix(folder))) await remove(file)
  }
}

/** An initdb that is just ending may still write there; then the next start removes the rest. */
const remove = (folder: string) => rm(folder, { recursive: true, force: true }).catch(() => undefined)

/**
 * Sorting and letters follow Unicode and never change with the operating system (PostgreSQL's own C.UTF-8).
 * The system's locale is still asked by pg_trgm, which finds no Cyrillic letters under plain C.
 */
async function initdb({ binaries, account, durable, signal }: NewCluster, args: string[]): Promise<void> {
  for (const locale of ['C.UTF-8', 'en_US.UTF-8', 'ru_RU.UTF-8', 'C']) {
    const flags = [
      ...args,
      `--username=${SUPERUSER}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      `--locale=${locale}`,
      '--lc-messages=C',
      '--data-checksums',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ]
    try {
      await promisify(execFile)(binaries.initdb, flags, { ...spawnOptions(account), signal })
      return
    } catch (error) {
      const isUnknownLocale = error instanceof Error && /invalid locale (name|settings)/.test(error.message)
      if (!isUnknownLocale || locale === 'C') throw error
    }
  }
}
