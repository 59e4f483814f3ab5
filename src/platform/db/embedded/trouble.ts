import { UserError } from '../../user-error.ts'

/** What to tell a person when a program of PostgreSQL failed with `output` while working on `folder`. */
export function explain(output: string, folder: string, logFile: string): UserError {
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
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
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
  if (/Cannot allocate memory|could not (create|map) .*shared memory|out of memory/i.test(output)) {
    return new UserError(
      'There is not enough free memory for PostgreSQL (about 200 MB); free some and start again.',
    )
  }
  return new UserError(
    `PostgreSQL did not start on ${folder}: ${lastComplaint(output) || 'it said nothing'} (all it wrote is in ${logFile}).`,
  )
}

export const isPortTaken = (output: string) => /could not bind|Address already in use/i.test(output)

/** A killed server's backends still hold its memory for a moment. */
export const isStillEnding = (output: string) =>
  /pre-existing shared memory block|lock file "postmaster.pid" already exists/i.test(output)

const lastComplaint = (output: string) =>
  output
    .split('\n')
    .filter((line) => /FATAL|PANIC|ERROR|error:/.test(line))
    .at(-1)
    ?.replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '')
    .trim() ?? ''
