import { loadConfig } from './config.ts'
import { createDeps } from './create-deps.ts'
import { features } from './features.ts'
import { type ChangeListener, listenForChanges } from './platform/cache/change-notices.ts'
import { type OpenDatabase, openDatabase } from './platform/db/open-database.ts'
import type { Service } from './platform/http/route.ts'
import { loadSecretKey } from './platform/secret-key.ts'
import { startServices } from './start-services.ts'
import { runUntilSignal } from './until-signal.ts'

const HELP = `Runs the jobs of the portal (mails, statistics, reminders) beside web processes started with JOBS=off.

Usage: npm run worker [-- --help]`

if (process.argv.includes('--help')) console.log(HELP)
else await runUntilSignal(createWorker)

/** Jobs only; with the embedded database it uses the server of the running portal. */
function createWorker() {
  let database: OpenDatabase | undefined
  let release: (() => Promise<void>) | undefined
  let services: Service[] = []
  let changes: ChangeListener | undefined
  return {
    async start() {
      const config = loadConfig()
      database = await openDatabase(config, { as: 'command', say: console.log })
      const { db, pool, place } = database
      const deps = createDeps({ config, db, pool, secretKey: await loadSecretKey(config) })
      release = deps.release
      changes = listenForChanges(deps)
      await deps.jobs.start(
        features.flatMap((feature) => feature.jobs?.(deps) ?? []),
        { work: true },
      )
      services = startServices(deps)
      console.log(`Jobs are running. Data: ${place}. Ctrl-C stops them.`)
    },
    async stop() {
      await Promise.all(services.map((service) => service.stop()))
      await changes?.stop()
      await release?.()
      await database?.close(1_000)
    },
    abort: () => database?.abort(),
  }
}
