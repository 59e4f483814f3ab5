import { readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { namedFiles } from '../../../platform/backup/folders.ts'
import { backupsIn, MANIFEST, readManifest } from '../../../platform/backup/manifest.ts'
import { linesOf } from '../../../platform/backup/packed-file.ts'
import { poolIn } from '../../../platform/backup/stored-files.ts'
import { takeLock } from '../../../platform/process-lock.ts'
import { UserError } from '../../../platform/user-error.ts'
import { type Keep, noLongerWanted } from '../keep.ts'

/**
 * Removes whole finished backups that are no longer wanted, then the photos and papers that no backup names any more.
 * @returns names of the removed backups, and how many files went
 */
export async function thinBackups(to: string, keep: Keep): Promise<{ removed: string[]; files: number }> {
  const lock = takeLock(path.join(to, 'backup.lock'))
  if (lock === undefined) throw new UserError(`A backup is being written into ${to}; nothing was removed.`)
  try {
    const finished = (await backupsIn(to)).filter((backup) => backup.finished)
    const unwanted = noLongerWanted(finished, keep)
    for (const { name } of unwanted) {
      // First it stops to be a backup, so that none is ever half.
      await rename(path.join(to, name, MANIFEST), path.join(to, name, `${MANIFEST}.removed`))
      await rm(path.join(to, name), { recursive: true })
    }
    const files = unwanted.length === 0 ? 0 : await removeUnnamed(to)
    return { removed: unwanted.map(({ name }) => name).sort(), files }
  } finally {
    lock.release()
  }
}

async function removeUnnamed(to: string): Promise<number> {
  const named = new Set<string>()
  for (const { name, finished } of await backupsIn(to)) {
    const folder = path.join(to, name)
    if (!finished) continue
    // A list that cannot be read throws: then nothing is removed.
    const { stored, folders } = await readManifest(folder)
    for await (const key of linesOf(folder, stored)) named.add(key)
    for await (const { key } of namedFiles(folder, folders)) named.add(key)
  }
  const pool = poolIn(to)
  let removed = 0
  const shards = (await readdir(path.join(to, 'files')).catch(() => [])).filter((name) =>
    /^[0-9a-f]{3}$/.test(name),
  )
  for (const shard of shards) {
    for (const key of await readdir(path.join(to, 'files', shard))) {
      if (named.has(key)) continue
      await pool.delete(key)
      removed += 1
    }
  }
  return removed
}
