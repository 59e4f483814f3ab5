import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

export type ProcessLock = { release(): void }

// Referenced here so that garbage collection never closes (and so releases) a lock that is in use.
const held = new Set<DatabaseSync>()

/**
 * Takes the lock that `file` stands for, waiting up to `waitMs`; undefined when another process (or another
 * part of this one) has it. The operating system frees it when the process ends, however it ends, so there
 * are no stale locks. SQLite's file lock is used because Node itself offers no such lock on any platform.
 * Throws when the file cannot be created (no such folder, no permission, disk full).
 */
export function takeLock(file: string, waitMs = 0): ProcessLock | undefined {
  const database = new DatabaseSync(file, { timeout: waitMs })
  try {
    chmodSync(file, 0o600)
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
  held.add(database)
  return {
    release() {
      if (held.delete(database)) database.close()
    },
  }
}

const SQLITE_BUSY = 5

const isBusy = (error: unknown) =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
