import path from 'node:path'
import pg from 'pg'
import { namedFiles, placeFile } from '../../../platform/backup/folders.ts'
import { loadTables, refuseFilled } from '../../../platform/backup/load-tables.ts'
import type { Manifest } from '../../../platform/backup/manifest.ts'
import { linesOf } from '../../../platform/backup/packed-file.ts'
import { eachKey, moveBytes, poolIn } from '../../../platform/backup/stored-files.ts'
import { migrate } from '../../../platform/db/migrate.ts'
import { readMigrations } from '../../../platform/db/schema-engine.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import { UserError } from '../../../platform/user-error.ts'

export type Restoring = {
  /** Of the backup, and what its manifest says. */
  folder: string
  manifest: Manifest
  /** The address of an empty database. */
  databaseUrl: string
  /** Where photos and papers go. */
  files: FileStore
  /** Where files go that lie in folders. */
  dataDir: string
  /** Makes the queues of this version of the portal, without working on them. */
  makeQueues: () => Promise<void>
  say?: (sentence: string) => void
}

/**
 * Fills an empty database and the store of files from a backup that was checked. The schema becomes that of the backup;
 * who opens the database next migrates it further. Files come first, so that no row ever names bytes that are not there.
 * Everything else is one transaction: an interrupted restore can be begun again.
 * @throws UserError when the database is not empty, the backup is of a newer portal, or its rows do not fit
 */
export async function restoreBackup(restoring: Restoring): Promise<{ jobsLeftOut: number }> {
  const { folder, manifest, databaseUrl, files, say = () => undefined } = restoring
  const names = await knownMigrations(manifest)
  await refuseFilledAt(databaseUrl)
  await migrate(databaseUrl, undefined, names)
  await restoring.makeQueues()
  say(`Photos and papers: ${manifest.stored.count.toLocaleString('en')}`)
  await bringFiles(folder, manifest, files)
  for await (const file of namedFiles(folder, manifest.folders)) {
    await placeFile(folder, file, restoring.dataDir)
  }
  return loadTables(databaseUrl, folder, manifest, (name, rows) => {
    if (rows > 100_000) say(`${name}: ${rows.toLocaleString('en')} rows`)
  })
}

async function knownMigrations({ migrations, portal }: Manifest): Promise<ReadonlySet<string>> {
  const { migrationDirectories } = await readMigrations()
  const known = new Set(migrationDirectories.map(({ path }) => path))
  const unknown = migrations.filter(({ name }) => !known.has(name))
  if (unknown.length === 0) return new Set(migrations.map(({ name }) => name))
  throw new UserError(
    `This backup is from a newer version of the portal (${portal.version}; it knows ${unknown[0]?.name}). Restore it with that version.`,
  )
}

/** Before anything is written; the same is looked at again under the locks of the tables. */
async function refuseFilledAt(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'ashyq-qala restore' })
  await client.connect()
  try {
    await refuseFilled(client)
  } finally {
    await client.end()
  }
}

async function bringFiles(folder: string, { stored }: Manifest, files: FileStore): Promise<void> {
  const pool = poolIn(path.dirname(folder))
  const lost = new Set(stored.lost)
  await eachKey(linesOf(folder, stored), async (key) => {
    if (lost.has(key)) return
    const outcome = await moveBytes(pool, files, key)
    if (outcome !== 'copied') throw new UserError(`The photo or paper ${key} of the backup is ${outcome}.`)
  })
}
