import type { Config } from '../../config.ts'
import { createDeps } from '../../create-deps.ts'
import { type Looked, restoreBackup, verifyRestored } from '../../features/backups/index.ts'
import { features } from '../../features.ts'
import type { Manifest } from '../../platform/backup/manifest.ts'
import { connect, type Database } from '../../platform/db/client.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { openDatabase } from '../../platform/db/open-database.ts'
import type { Deps } from '../../platform/deps.ts'

/** What is restored and for whom. */
export type Restoring = {
  /** Says where to: its database and its files. */
  config: Config
  secretKey: string
  folder: string
  manifest: Manifest
  keyIsLost: boolean
}

export type RestoredPortal = {
  deps: Deps
  /** Where the data lies now, in words. */
  place: string
  jobsLeftOut: number
  verify(): Promise<Looked[]>
}

const say = (sentence: string) => console.error(sentence)

/** Restores into the database of `config`, brings it to the newest schema, and hands over the portal on it. */
export async function restoreInto(
  restoring: Restoring,
  work: (restored: RestoredPortal) => Promise<void>,
): Promise<void> {
  let jobsLeftOut = 0
  const database = await openDatabase(restoring.config, {
    as: 'command',
    statementTimeoutMs: 0,
    say: console.log,
    async beforeMigrations(url) {
      jobsLeftOut = await fill(restoring, url)
    },
  })
  try {
    await handOver({ ...restoring, database, place: database.place, jobsLeftOut }, work)
  } finally {
    await database.close()
  }
}

/** The same for the address of an empty database whose server somebody else runs. */
export async function restoreAt(
  url: string,
  restoring: Restoring,
  work: (restored: RestoredPortal) => Promise<void>,
): Promise<void> {
  const jobsLeftOut = await fill(restoring, url)
  await migrate(url)
  const database = connect(url, { statementTimeoutMs: 0 })
  try {
    await handOver({ ...restoring, database, place: url, jobsLeftOut }, work)
  } finally {
    await database.close()
  }
}

async function fill({ config, secretKey, folder, manifest }: Restoring, url: string): Promise<number> {
  const database = connect(url, { statementTimeoutMs: 0 })
  const deps = createDeps({ config, db: database.db, pool: database.pool, secretKey })
  try {
    const makeQueues = () =>
      deps.jobs.start(
        features.flatMap((feature) => feature.jobs?.(deps) ?? []),
        { work: false },
      )
    const { files } = deps
    const { dataDir } = config
    const target = { databaseUrl: url, files, dataDir, makeQueues }
    return (await restoreBackup({ folder, manifest, ...target, say })).jobsLeftOut
  } finally {
    await deps.release()
    await database.close()
  }
}

type HandingOver = Restoring & { database: Database; place: string; jobsLeftOut: number }

async function handOver(
  { config, secretKey, database, place, jobsLeftOut, ...restored }: HandingOver,
  work: (restored: RestoredPortal) => Promise<void>,
): Promise<void> {
  const deps = createDeps({ config, db: database.db, pool: database.pool, secretKey })
  try {
    await work({
      deps,
      place,
      jobsLeftOut,
      verify: () => verifyRestored(deps, { ...restored, jobsLeftOut }),
    })
  } finally {
    await deps.release()
  }
}
