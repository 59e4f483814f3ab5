import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Deps } from '../../../platform/deps.ts'

type Config = Deps['config']

/** Where the files of dumps lie: `<dataDir>/open-data/<id>`. Every process of an installation reads the same folder. */
const rootOf = ({ dataDir }: Pick<Config, 'dataDir'>): string => path.join(dataDir, 'open-data')

export const folderOf = (config: Pick<Config, 'dataDir'>, id: string): string => path.join(rootOf(config), id)

export async function makeDumpFolder(config: Pick<Config, 'dataDir'>, id: string): Promise<string> {
  const folder = folderOf(config, id)
  await mkdir(folder, { recursive: true, mode: 0o750 })
  return folder
}

export const removeDumpFolder = (config: Pick<Config, 'dataDir'>, id: string): Promise<void> =>
  rm(folderOf(config, id), { recursive: true, force: true })

/** Folders that no dump has and that are older than a day: a process was ended while it wrote one. */
export async function removeLeftovers(
  config: Pick<Config, 'dataDir'>,
  { known, now }: { known: ReadonlySet<string>; now: number },
): Promise<number> {
  const ids = await readdir(rootOf(config)).catch(() => [])
  let removed = 0
  for (const id of ids.filter((one) => !known.has(one))) {
    const found = await stat(folderOf(config, id))
    if (now - found.mtimeMs < 86_400_000) continue
    await removeDumpFolder(config, id)
    removed += 1
  }
  return removed
}
