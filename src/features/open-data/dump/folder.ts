import { mkdir } from 'node:fs/promises'
import type { Deps } from '../../../platform/deps.ts'
import { type SharedFolders, sharedFolders } from '../../../platform/files/shared-folders.ts'

type Config = Pick<Deps['config'], 'dataDir' | 's3'>

const known = new WeakMap<Config, SharedFolders>()

/** Where the files of dumps lie: `<dataDir>/open-data/<id>`, and in the bucket of the installation when it has one. */
export function dumpFolders(config: Config): SharedFolders {
  const folders = known.get(config) ?? sharedFolders(config, 'open-data')
  known.set(config, folders)
  return folders
}

export const folderOf = (config: Config, id: string): string => dumpFolders(config).folderOf(id)

export async function makeDumpFolder(config: Config, id: string): Promise<string> {
  const folder = folderOf(config, id)
  await mkdir(folder, { recursive: true, mode: 0o750 })
  return folder
}

export const removeDumpFolder = (config: Config, id: string): Promise<void> => dumpFolders(config).remove(id)

/** Folders that no dump has and that are older than a day: a process was ended while it wrote one. */
export async function removeLeftovers(
  config: Config,
  { dumps, now }: { dumps: ReadonlySet<string>; now: number },
): Promise<number> {
  let removed = 0
  for (const [id, since] of await dumpFolders(config).list()) {
    if (dumps.has(id) || now - since < 86_400_000) continue
    await removeDumpFolder(config, id)
    removed += 1
  }
  return removed
}
