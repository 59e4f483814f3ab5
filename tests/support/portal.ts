import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import { Temporal } from 'temporal-polyfill'
import { createApp } from '../../src/app.ts'
import { loadConfig, projectDir } from '../../src/config.ts'
import { createDeps } from '../../src/create-deps.ts'
import { features } from '../../src/features.ts'
import { inLane } from '../../src/platform/db/lane.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Job } from '../../src/platform/http/route.ts'
import { loadTexts, type Texts } from '../../src/platform/i18n/texts.ts'
import { buildAssets } from '../../src/platform/look/build-assets.ts'
import { type Cast, castNow } from './cast.ts'
import { createCastDatabase } from './database.ts'

export type Portal = {
  deps: Deps
  app: Express
  cast: Cast
  /** All jobs by name, to be run by hand. */
  jobs: ReadonlyMap<string, Job>
  /** Moves the clock of the portal. */
  setNow(instant: string): void
  close(): Promise<void>
}

/** The whole portal on a database of its own with the cast in it, at `castNow`. For `beforeAll`; ends with `close`. */
export async function openPortal({
  publicUrl = 'http://portal.test',
  smtpUrl,
  env = {},
}: {
  publicUrl?: string
  /** A mail server; without one mails are written to a folder. */
  smtpUrl?: string
  /** More of the environment. */
  env?: Record<string, string>
} = {}): Promise<Portal> {
  let now = Temporal.Instant.from(castNow)
  const [database, dataDir] = await Promise.all([
    createCastDatabase(),
    mkdtemp(path.join(os.tmpdir(), 'ashyq-portal-')),
    builtAssets(),
  ])
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    PUBLIC_URL: publicUrl,
    DEMO: '0',
    // Tests move the clock by hours; what happens then is tried in tests/accounts/idle.test.ts
    STAFF_IDLE_MINUTES: '1440',
    ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl }),
    ...env,
  })
  const { db, pool, cast } = database
  texts ??= loadTexts(`${projectDir}/src`, 'test')
  const deps = createDeps({ config, db, pool, secretKey: 'k'.repeat(43), texts, now: () => now })
  const jobs = new Map<string, Job>(
    features.flatMap((feature) => feature.jobs?.(deps) ?? []).map((job) => [job.name, inUpkeep(job)]),
  )
  await deps.jobs.start([...jobs.values()], { work: false })
  return {
    deps,
    app: createApp(deps),
    cast,
    jobs,
    setNow(instant) {
      now = Temporal.Instant.from(instant)
    },
    async close() {
      await deps.release()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

// Once for all portals of a worker.
let texts: Texts | undefined
let built: Promise<unknown> | undefined
function builtAssets(): Promise<unknown> {
  built ??= buildAssets()
  return built
}

/** Then one that keeps a connection and asks for another is found: in a process there are five for all jobs. */
const inUpkeep = (job: Job): Job => ({
  ...job,
  run: (payload, now) => inLane({ lane: 'upkeep', mayLag: false }, () => job.run(payload, now)),
})

/** Headers of a form that was sent from a page of the portal itself. */
export const sameOrigin = { 'Sec-Fetch-Site': 'same-origin' } as const
