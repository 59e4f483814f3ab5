import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../../user-error.ts'

/** What to tell a person when a program of PostgreSQL failed with `output` while working on `folder`. */
export async function explain(output: string, folder: string, logFile: string): Promise<UserError> {
  const library = /error while loading shared libraries: (\S+?):/.exec(output)?.[1]
  if (library !== undefined) {
    return new UserError(
      `The embedded PostgreSQL needs the system library ${library}; install it, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  if (/version `GLIBC|symbol not found|ENOENT|Exec format error/i.test(output)) {
    return new UserError(
      'The embedded PostgreSQL does not run on this system (it needs a usual Linux with glibc 2.17 or newer, macOS or Windows); set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
  if (/No space left on device|Disk quota exceeded|free disk space/i.test(output) || (await isFull(folder))) {
    return new UserError(
      `The disk that holds the database in ${folder} is full; free some space and start again. Nothing is lost.`,
    )
  }
  if (/Read-only file system/i.test(output)) {
    return new UserError(
      `The database in ${folder} lies on a read-only disk; make it writable and start again.`,
    )
  }
  if (/Permission denied|invalid permissions|wrong ownership/i.test(output)) {
    return new UserError(
      `The account of PostgreSQL may not use ${folder} (${lastComplaint(output)}); start the portal as the user that made it.`,
    )
  }
  if (/recovery ended before configured recovery target was reached/.test(output)) {
    const last = /last completed transaction was at log time ([\d-]+) ([\d:.]+)\+00/.exec(output)
    const until = last ? ` (its last change was made at ${last[1]}T${last[2]}Z)` : ''
    return new UserError(
      `The archive of the log ends before the moment that is wanted${until}; name an earlier one, or leave --until away to get everything that was archived. Either way give a new folder with --into.`,
    )
  }
  if (/Cannot allocate memory|could not (create|map) .*shared memory|out of memory/i.test(output)) {
    return new UserError(
      'There is not enough free memory for PostgreSQL (about 200 MB); free some and start again.',
    )
  }
  return new UserError(
    `PostgreSQL did not start on ${folder}: ${lastComplaint(output) || 'it said nothing'} (all it wrote is in ${logFile}).`,
  )
}

/** On a full disk the reason itself may not have found room in the log. */
async function isFull(folder: string): Promise<boolean> {
  const disk = await statfs(path.dirname(folder)).catch(() => undefined)
  return disk !== undefined && disk.bavail * disk.bsize < 1_000_000
}

export const isPortTaken = (output: string) => /could not bind|Address already in use/i.test(output)

/** A killed server's backends still hold its memory for a moment. */
export const isStillEnding = (output: string) =>
  /pre-existing shared memory block|lock file "postmaster.pid" already exists/i.test(output)

/** The last words, and what led to them. */
function lastComplaint(output: string): string {
  const complaints = output
    .split('\n')
    .filter((line) => /FATAL|PANIC|ERROR|LOG: .*(unrecognized|invalid)|error:/.test(line))
    .map((line) => line.replace(/^.*?(FATAL|PANIC|ERROR|LOG|error):\s*/, '').trim())
  return [...new Set(complaints)].slice(-3).join('; ')
}
