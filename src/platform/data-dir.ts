import { chmod, chown, mkdir } from 'node:fs/promises'
import { UserError } from './user-error.ts'

/**
 * Makes the data folder if it is missing, closed to other people. Members of the group `passage`, if given,
 * may pass through it to what is theirs inside, but not list it.
 */
export async function makeDataDir(dataDir: string, passage?: { gid: number }): Promise<void> {
  try {
    const made = await mkdir(dataDir, { recursive: true, mode: 0o700 })
    if (made === undefined || passage === undefined) return
    await chown(dataDir, -1, passage.gid)
    await chmod(dataDir, 0o710)
  } catch (error) {
    throw new UserError(`The data folder ${dataDir} cannot be made: ${sentenceOf(error)}`)
  }
}

/** The usual reasons of the file system in words. */
export function sentenceOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known: Record<string, string> = {
    ENOSPC: 'the disk is full; free some space.',
    EDQUOT: 'the disk quota is used up; free some space.',
    EACCES: 'this user may not write there; give it the right, or set DATA_DIR to another folder.',
    EPERM: 'this user may not write there; give it the right, or set DATA_DIR to another folder.',
    EROFS: 'that place is read-only; set DATA_DIR to another folder.',
    ENOTDIR: 'a part of the path is a file; set DATA_DIR to a folder.',
    EEXIST: 'a file has that name; set DATA_DIR to a folder.',
  }
  return known[code] ?? (error instanceof Error ? error.message : String(error))
}
