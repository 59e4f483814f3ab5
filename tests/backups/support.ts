import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type RestoredPortal, restoreAt } from '../../src/cli/restore/restore-into.ts'
import { refuseDamaged, secretKeyFor, signersOf } from '../../src/cli/restore/source.ts'
import { readManifest } from '../../src/platform/backup/manifest.ts'
import { createEmptyDatabase } from '../support/database.ts'
import type { Portal } from '../support/portal.ts'

/** Of the portals of tests. */
export const secretKey = 'k'.repeat(43)

/** Restores a backup as the command does, into a database and a folder of its own, for as long as `work` takes. */
export async function restored<Result>(
  { deps }: Portal,
  folder: string,
  work: (portal: RestoredPortal) => Promise<Result>,
): Promise<Result> {
  const database = await createEmptyDatabase()
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-restored-'))
  try {
    const manifest = await readManifest(folder)
    await refuseDamaged(folder, manifest, signersOf(secretKey))
    const config = { ...deps.config, dataDir, secretKey }
    let result: Result | undefined
    await restoreAt(
      database.url,
      { config, secretKey: await secretKeyFor(config, manifest), folder, manifest, keyIsLost: false },
      async (portal) => {
        result = await work(portal)
      },
    )
    return result as Result
  } finally {
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Why a restore was refused. */
export const refusalOf = async (portal: Portal, folder: string): Promise<string> =>
  restored(portal, folder, async () => 'it was restored').catch((error: Error) => error.message)
