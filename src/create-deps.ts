import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { type Config, projectDir } from './config.ts'
import { asOf } from './error-pages.ts'
import { features } from './features.ts'
import { createCache } from './platform/cache/cache.ts'
import { deriveKeys } from './platform/crypto/keys.ts'
import type { PrismaClient } from './platform/db/generated/client.ts'
import { inLane } from './platform/db/lane.ts'
import type { Deps } from './platform/deps.ts'
import { createDiskStore } from './platform/files/disk-store.ts'
import { createS3Store } from './platform/files/s3-store.ts'
import { type Besides, besidesOf } from './platform/http/beside.ts'
import { createKeptPages } from './platform/http/kept-pages.ts'
import { createLoad } from './platform/http/load.ts'
import { loadTexts, type Texts } from './platform/i18n/texts.ts'
import { createImageWorker } from './platform/images/image-worker.ts'
import { createJobQueue } from './platform/jobs/queue.ts'
import { createLog } from './platform/log.ts'
import { createMailer } from './platform/mail/mailer.ts'
import { createPictureDrawer } from './platform/pictures/picture-drawer.ts'

export type Outside = {
  config: Config
  db: PrismaClient
  pool: pg.Pool
  /** Connections of the queue of jobs, when it has its own. */
  jobPool?: pg.Pool
  secretKey: string
  /** Read from the sources, unless somebody has them already. */
  texts?: Texts
  /** The clock; the real one unless a test says otherwise. */
  now?: () => Temporal.Instant
}

/** Puts together what the features need. `release` ends its child processes and connections, not the database's. */
export function createDeps({
  config,
  db,
  pool,
  jobPool = pool,
  secretKey,
  texts = loadTexts(`${projectDir}/src`, config.mode),
  now,
}: Outside): Deps & { release(): Promise<void> } {
  const log = createLog(config.mode)
  const jobs = createJobQueue(jobPool, log)
  const images = createImageWorker({ log })
  const pictures = createPictureDrawer({ log })
  const { dataDir, publicUrl, smtpUrl } = config
  const mail = createMailer({ dataDir, publicUrl, ...(smtpUrl === undefined ? {} : { smtpUrl }) })
  const load = createLoad(pool)
  let beside: Besides | undefined
  const deps: Deps = {
    config,
    db,
    pool,
    log,
    keys: deriveKeys(secretKey),
    files: config.s3 === undefined ? createDiskStore({ dataDir }) : createS3Store(config.s3),
    images,
    pictures,
    jobs,
    mail,
    texts,
    cache: createCache(),
    load,
    pages: createKeptPages({
      load,
      hasReplica: config.databaseReplicaUrl !== undefined,
      noteOf: asOf(() => deps.now().epochMilliseconds),
      ask: () => inLane({ lane: 'reading', mayLag: true }, async () => await db.$queryRaw`SELECT 1`),
    }),
    get beside() {
      beside ??= besidesOf(features, deps)
      return beside
    },
    now: now ?? (() => Temporal.Now.instant()),
  }
  return Object.assign(deps, {
    async release() {
      await jobs.stop()
      await images.close()
      await pictures.close()
      mail.close()
    },
  })
}
