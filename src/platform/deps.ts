import type pg from 'pg'
import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config.ts'
import type { Cache } from './cache/cache.ts'
import type { Keys } from './crypto/keys.ts'
import type { PrismaClient } from './db/generated/client.ts'
import type { FileStore } from './files/file-store.ts'
import type { Besides } from './http/beside.ts'
import type { KeptPages } from './http/kept-pages.ts'
import type { Load } from './http/load.ts'
import type { Texts } from './i18n/texts.ts'
import type { ImageWorker } from './images/image-worker.ts'
import type { JobQueue } from './jobs/queue.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mail/mailer.ts'
import type { PictureDrawer } from './pictures/picture-drawer.ts'

/** What the parts of the portal are handed instead of reaching for it. */
export type Deps = {
  config: Config
  db: PrismaClient
  /** The same connections, for COPY and cursors. */
  pool: pg.Pool
  log: Log
  keys: Keys
  files: FileStore
  images: ImageWorker
  pictures: PictureDrawer
  jobs: JobQueue
  mail: Mailer
  texts: Texts
  cache: Cache
  load: Load
  pages: KeptPages
  /** What features tell on the pages of others. */
  beside: Besides
  /** The only clock. */
  now: () => Temporal.Instant
}
