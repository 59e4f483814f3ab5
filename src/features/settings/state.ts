import { statfs } from 'node:fs/promises'
import type { Deps } from '../../platform/deps.ts'
import type { QueueState } from '../../platform/jobs/queue.ts'
import { portalVersion } from '../../platform/version.ts'

/** How the installation is. Sizes in bytes; null where it cannot be known. */
export type SystemState = {
  queues: QueueState[]
  database: { version: string; bytes: number; connections: number } | null
  disk: { free: number; total: number } | null
  /** Pictures being worked on that wait. */
  pictures: number
  mail: 'smtp' | 'folder'
  /**
   * Rows behind the figures that the nightly check found wrong, and when it last looked at all cities. `driftedAt`: when
   * a sum last refused what was new, so that everything was folded anew; null when that is longer ago than a week.
   */
  sums: { wrong: number; verifiedAt: number | null; driftedAt: number | null }
  /** When a backup and a rehearsal of a restore last succeeded; null = never. */
  backup: { at: number | null; rehearsedAt: number | null; isOld: boolean }
  /** What runs here, and since when. */
  software: { version: string; node: string; migration: string; since: number }
}

/** A timer makes one a day; two hours for a slow disk. */
const OLD_BACKUP_MS = 26 * 3_600_000
/** So long a sum that drifted is worth a person's look, although it was mended. */
const DRIFT_SHOWN_MS = 7 * 86_400_000

export async function systemState(deps: Deps): Promise<SystemState> {
  const [queues, { database, backup, migration }, disk, sums] = await Promise.all([
    deps.jobs.states(),
    databaseState(deps),
    diskState(deps.config.dataDir),
    sumsOf(deps),
  ])
  const mail = deps.config.smtpUrl === undefined ? 'folder' : 'smtp'
  const since = deps.now().epochMilliseconds - Math.round(process.uptime() * 1000)
  const software = { version: portalVersion, node: process.version, migration, since }
  const pictures = deps.images.status().waiting
  return { queues, database, disk, pictures, mail, sums, backup, software }
}

async function sumsOf({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<SystemState['sums']> {
  const { _sum, _min, _max } = await db.statState.aggregate({
    _sum: { differences: true },
    _min: { verifiedAt: true },
    _max: { driftedAt: true },
  })
  const driftedAt = _max.driftedAt?.getTime() ?? null
  const isRecent = driftedAt !== null && now().epochMilliseconds - driftedAt < DRIFT_SHOWN_MS
  return {
    wrong: _sum.differences ?? 0,
    verifiedAt: _min.verifiedAt?.getTime() ?? null,
    driftedAt: isRecent ? driftedAt : null,
  }
}

type StoredState = Omit<NonNullable<SystemState['database']>, 'connections'> & {
  migration: string
  backupAt: Date | null
  rehearsedAt: Date | null
}

async function databaseState({
  db,
  pool,
  now,
}: Deps): Promise<Pick<SystemState, 'database' | 'backup'> & { migration: string }> {
  const [row] = await db.$queryRaw<StoredState[]>`
    SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS bytes,
      (SELECT max(migration_name) FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS migration,
      (SELECT max(ended_at) FROM backup_run WHERE succeeded AND kind = 'backup') AS "backupAt",
      (SELECT max(ended_at) FROM backup_run WHERE succeeded AND kind = 'rehearsal') AS "rehearsedAt"`
  const at = row?.backupAt?.getTime() ?? null
  const backup = {
    at,
    rehearsedAt: row?.rehearsedAt?.getTime() ?? null,
    isOld: at === null || now().epochMilliseconds - at > OLD_BACKUP_MS,
  }
  if (row === undefined) return { database: null, backup, migration: '' }
  const { version, bytes, migration } = row
  return { database: { version, bytes, connections: pool.totalCount }, backup, migration }
}

async function diskState(folder: string): Promise<SystemState['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch {
    return null
  }
}
