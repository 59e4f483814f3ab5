import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { diskPathOf } from '../files/disk-store.ts'
import type { StoredFile } from './manifest.ts'
import { linesOf, packFile } from './packed-file.ts'
import { poolIn } from './stored-files.ts'

/** A file that lies in a folder under a name, not in the store: `key` is its SHA-256, `place` is `<folder>/<name>`. */
export type NamedFile = { key: string; place: string }

/**
 * Brings the files of whole folders into the pool of the backups in `to` and lists them in `backup`. A folder that is
 * not there (any more) is left out: who reads the tables knows whether it must be.
 * @param roots folders by the name that they have in the backup
 */
export async function keepFolders(
  { to, backup }: { to: string; backup: string },
  roots: AsyncIterable<{ name: string; folder: string }> | Iterable<{ name: string; folder: string }>,
): Promise<StoredFile & { count: number }> {
  const lines: string[] = []
  for await (const { name, folder } of roots) {
    for (const file of (await readdir(folder).catch(() => [])).sort()) {
      const source = path.join(folder, file)
      const key = await hashOf(source)
      const known = await stat(diskPathOf(to, key)).catch(() => undefined)
      if (known === undefined) await poolIn(to).put({ path: source })
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

export async function* namedFiles(backup: string, stored: StoredFile): AsyncGenerator<NamedFile> {
  for await (const line of linesOf(backup, stored)) yield { key: line.slice(0, 64), place: line.slice(65) }
}

/** Puts a named file from the pool beside the backup into `root`; complete or not at all. */
export async function placeFile(backup: string, { key, place }: NamedFile, root: string): Promise<void> {
  const target = path.join(root, place)
  if (!target.startsWith(root + path.sep)) throw new Error(`${place} leads out of ${root}`)
  await mkdir(path.dirname(target), { recursive: true, mode: 0o750 })
  await copyFile(diskPathOf(path.dirname(backup), key), `${target}.new`)
  await rename(`${target}.new`, target)
}
