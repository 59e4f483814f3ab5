import { statfs } from 'node:fs/promises'
import type { Deps } from '../../platform/deps.ts'
import type { QueueState } from '../../platform/jobs/queue.ts'

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
}

export async function systemState(deps: Deps): Promise<SystemState> {
  const [queues, database, disk, wrongSums] = await Promise.all([
    deps.jobs.states(),
    databaseState(deps),
    diskState(deps.config.dataDir),
    wrongSumsOf(deps),
  ])
  const mail = deps.config.smtpUrl === undefined ? 'folder' : 'smtp'
  return { queues, database, disk, pictures: deps.images.status().waiting, mail, wrongSums }
}

async function wrongSumsOf({ db }: Pick<Deps, 'db'>): Promise<number> {
  const { _sum } = await db.statState.aggregate({ _sum: { differences: true } })
  return _sum.differences ?? 0
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
