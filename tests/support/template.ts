import { loadConfig } from '../../src/config.ts'
import { createDeps } from '../../src/create-deps.ts'
import { features } from '../../src/features.ts'
import { connect } from '../../src/platform/db/client.ts'
import { migrate } from '../../src/platform/db/migrate.ts'

/** What every test database starts with: all tables, and the queues of all jobs, which take a while to make. */
export async function fillTemplate(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
  const database = connect(databaseUrl)
  const config = loadConfig({ NODE_ENV: 'test', DEMO: '0' })
  const deps = createDeps({ config, ...database, secretKey: 'k'.repeat(43) })
  const jobs = features.flatMap((feature) => feature.jobs?.(deps) ?? [])
  await deps.jobs.start(jobs, { work: false })
  await deps.release()
  await database.close()
}
