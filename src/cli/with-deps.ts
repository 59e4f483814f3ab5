import { loadConfig } from '../config.ts'
import { createDeps } from '../create-deps.ts'
import { features } from '../features.ts'
import { openDatabase } from '../platform/db/open-database.ts'
import type { Deps } from '../platform/deps.ts'
import { loadSecretKey } from '../platform/secret-key.ts'

/**
 * What a command needs of the portal: the database of DATABASE_URL, of the running portal, or an embedded one that is
 * started for the command. Statements may take as long as they want; jobs can be added but are not run.
 */
export async function withDeps(work: (deps: Deps) => Promise<void>): Promise<void> {
  const config = loadConfig()
  const database = await openDatabase(config, { as: 'command', statementTimeoutMs: 0, say: console.log })
  try {
    const { db, pool } = database
    const deps = createDeps({ config, db, pool, secretKey: await loadSecretKey(config) })
    try {
      const jobs = features.flatMap((feature) => feature.jobs?.(deps) ?? [])
      await deps.jobs.start(jobs, { work: false })
      await work(deps)
    } finally {
      await deps.release()
    }
  } finally {
    await database.close()
  }
}
