import type { Express } from 'express'
import { createApp } from '../../src/app.ts'
import { createDeps } from '../../src/create-deps.ts'
import { listenForChanges } from '../../src/platform/cache/change-notices.ts'
import { connect } from '../../src/platform/db/client.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Portal } from './portal.ts'

/** Another web process on the database of a portal, with connections and a cache of its own. Ends with `close`. */
export async function openSecondProcess({
  deps: { config, pool, now },
}: Pick<Portal, 'deps'>): Promise<{ app: Express; deps: Deps; close(): Promise<void> }> {
  const database = connect(String(pool.options.connectionString), { poolSize: 3 })
  const deps = createDeps({
    config,
    db: database.db,
    pool: database.pool,
    secretKey: 'k'.repeat(43),
    now,
  })
  const changes = listenForChanges(deps)
  await changes.ready
  return {
    app: createApp(deps),
    deps,
    async close() {
      await changes.stop()
      await deps.release()
      await database.close()
    },
  }
}
