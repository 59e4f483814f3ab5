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
  /** Rows behind the figures that the nightly check found wrong. */
  wrongSums: number
  /** When a backup and a rehearsal of a restore last succeeded; null = never. */
  backup: { at: number | null; rehearsedAt: number | null; isOld: boolean }
  /** What runs here, and since when. */
  software: { version: string; node: string; migration: string; since: number }
}

/** A timer makes one a day; two hours for a slow disk. */
const OLD_BACKUP_MS = 26 * 3_600_000

export async function systemState(deps: Deps): Promise<SystemState> {
  const [queues, database, disk, wrongSums, backup, software] = await Promise.all([
    deps.jobs.states(),
    databaseState(deps),
    diskState(deps.config.dataDir),
    wrongSumsOf(deps),
    lastBackup(deps),
    softwareOf(deps),
  ])
  const mail = deps.config.smtpUrl === undefined ? 'folder' : 'smtp'
  return { queues, database, disk, pictures: deps.images.status().waiting, mail, wrongSums, backup, software }
}

async function wrongSumsOf({ db }: Pick<Deps, 'db'>): Promise<number> {
  const { _sum } = await db.statState.aggregate({ _sum: { differences: true } })
  return _sum.differences ?? 0
}

async function lastBackup({ pool, now }: Deps): Promise<SystemState['backup']> {
  const { rows } = await pool.query<{ at: Date | null; rehearsedAt: Date | null }>(
    `SELECT max(ended_at) FILTER (WHERE kind = 'backup') AS at,
       max(ended_at) FILTER (WHERE kind = 'rehearsal') AS "rehearsedAt" FROM backup_run WHERE succeeded`,
  )
  const at = rows[0]?.at?.getTime() ?? null
  const rehearsedAt = rows[0]?.rehearsedAt?.getTime() ?? null
  return { at, rehearsedAt, isOld: at === null || now().epochMilliseconds - at > OLD_BACKUP_MS }
}

async function softwareOf({ pool, now }: Deps): Promise<SystemState['software']> {
  const { rows } = await pool.query<{ name: string | null }>(
    'SELECT max(migration_name) AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  const since = now().epochMilliseconds - Math.round(process.uptime() * 1000)
  return { version: portalVersion, node: process.version, migration: rows[0]?.name ?? '', since }
}

async function databaseState({ db, pool }: Deps): Promise<SystemState['database']> {
  const [row] = await db.$queryRaw<{ version: string; bytes: number }[]>`
    SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS bytes`
  return row === undefined ? null : { ...row, connections: pool.totalCount }
}

async function diskState(folder: string): Promise<SystemState['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch {
    return null
  }
}
