import { chown, mkdir } from 'node:fs/promises'
import { UserError } from '../../user-error.ts'
import { type Account, canEnter } from './account.ts'

/** A segment that is not full is archived after so many seconds: what a burning machine may lose. */
const ARCHIVE_TIMEOUT = 300

/** The shell of PostgreSQL runs these, so a folder must not need quoting. */
const isPlainPath = (folder: string) => /^\/[\w./-]+$/.test(folder)

/**
 * Settings that copy the log of the database (WAL) into `folder`. A segment gets its name when all of it is on the
 * disk; one that is there already is right when it is the same.
 */
export function archiveSettings(folder: string): string[] {
  const target = `${folder}/%f`
  return [
    'archive_mode=on',
    `archive_timeout=${ARCHIVE_TIMEOUT}`,
    `archive_command=if test -f ${target}; then cmp -s %p ${target}; else cp %p ${target}.new && sync ${target}.new && mv ${target}.new ${target}; fi`,
  ]
}

/** Settings that play an archive back until `until` (milliseconds UTC; absent = to its end) and go on from there. */
export function recoverySettings(folder: string, until?: number): string {
  checkPath(folder)
  const time = until === undefined ? '' : new Date(until).toISOString().replace('T', ' ').replace('Z', '+00')
  return [
    `restore_command = 'cp ${folder}/%f %p'`,
    `recovery_target_time = '${time}'`,
    `recovery_target_inclusive = on`,
    `recovery_target_action = 'promote'`,
    '',
  ].join('\n')
}

/** Makes the folder of the archive, writable for the account that the server runs under. */
export async function makeArchive(folder: string, account: Account | undefined): Promise<void> {
  checkPath(folder)
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (made !== undefined && account !== undefined) await chown(folder, account.uid, account.gid)
  } catch (error) {
    throw new UserError(
      `WAL_ARCHIVE: the folder ${folder} cannot be made (${error instanceof Error ? error.message : error}).`,
    )
  }
  if (account !== undefined && !(await canEnter(account, folder))) {
    throw new UserError(
      `WAL_ARCHIVE: the account of PostgreSQL (number ${account.uid}) cannot enter ${folder}; open the folders above it (chmod o+x).`,
    )
  }
}

function checkPath(folder: string): void {
  if (process.platform === 'win32') {
    throw new UserError('WAL_ARCHIVE works on Linux and macOS; on Windows use your own PostgreSQL server.')
  }
  if (isPlainPath(folder)) return
  throw new UserError(
    `The folder of the archive must be an absolute path of letters, digits, dots, dashes and slashes, not ${folder}`,
  )
}
