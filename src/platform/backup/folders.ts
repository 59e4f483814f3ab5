import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { diskPathOf } from '../files/disk-store.ts'
import { UserError } from '../user-error.ts'
import type { StoredFile } from './manifest.ts'
import { linesOf, packFile } from './packed-file.ts'
import { poolIn } from './stored-files.ts'

/** A file that lies in a folder under a name, not in the store: `key` is its SHA-256, `place` is `<folder>/<name>`. */
export type NamedFile = { key: string; place: string }

/**
 * Brings the files of whole folders into the pool of the backups in `to` and lists them in `backup`. A folder that was
 * taken away meanwhile is left out.
 * @param roots folders by the name that they have in the backup
 */
export async function keepFolders(
  { to, backup }: { to: string; backup: string },
  roots: AsyncIterable<{ name: string; folder: string }> | Iterable<{ name: string; folder: string }>,
): Promise<StoredFile & { count: number }> {
  const lines: string[] = []
  const pool = poolIn(to)
  for await (const { name, folder } of roots) {
    for (const file of (await readdir(folder).catch(() => [])).sort()) {
      const source = path.join(folder, file)
      const key = await hashOf(source)
      if ((await pool.check(key)) !== 'ok') await pool.put({ path: source })
      lines.push(`${key} ${name}/${file}\n`)
    }
  }
  return { ...(await packFile(backup, 'folders.txt.zst', Readable.from(lines))), count: lines.length }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** @throws UserError for a line that is no hash with a place below the data folder */
export async function* namedFiles(backup: string, stored: StoredFile): AsyncGenerator<NamedFile> {
  for await (const line of linesOf(backup, stored)) {
    const { key, place } = namedFile.exec(line)?.groups ?? {}
    if (key === undefined || place === undefined) {
      throw new UserError(`${stored.file} of the backup names a place that is none: ${JSON.stringify(line)}`)
    }
    yield { key, place }
  }
}

/** Parts begin with a letter, a digit or a line below: no part is empty, `.` or `..`, and the first is no root. */
const namedFile = /^(?<key>[0-9a-f]{64}) (?<place>\w[\w.-]*(\/\w[\w.-]*)+)$/

/** Puts a named file from the pool beside the backup into `root`; complete or not at all. */
export async function placeFile(backup: string, { key, place }: NamedFile, root: string): Promise<void> {
  const target = path.join(root, place)
  await mkdir(path.dirname(target), { recursive: true, mode: 0o750 })
  await copyFile(diskPathOf(path.dirname(backup), key), `${target}.new`)
  await rename(`${target}.new`, target)
}
