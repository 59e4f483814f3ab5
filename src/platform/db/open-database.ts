import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../config.ts'
import { UserError } from '../user-error.ts'
import { type ConnectOptions, connect, type Database } from './client.ts'
import { AlreadyRunning, type EmbeddedDatabase, findRunning, startEmbedded } from './embedded/embedded.ts'
import { connectInLanes, type LaneOptions } from './lane-pools.ts'
import { migrate } from './migrate.ts'
import { checkServer } from './server-check.ts'

export type OpenDatabase = Database & {
  url: string
  /** Where the data lies, in words for the terminal. */
  place: string
  /** Ends an embedded server at once, for the last moment of a process. */
  abort(): void
}

export type OpenOptions = ConnectOptions & {
  /**
   * portal: owns the embedded server and refuses to start beside another owner.
   * command: uses the server of a running portal, or starts one for the time it runs.
   */
  as: 'portal' | 'command'
  /** Gets one sentence for each thing worth telling the person at the terminal. */
  say?: (sentence: string) => void
  /** Gives up while the database is being opened. */
  signal?: AbortSignal
  /** The server of an embedded database has been started and is coming up. */
  onLaunch?: () => void
  /** Works on the database before it is migrated. */
  beforeMigrations?: (url: string) => Promise<void>
}

/**
 * The database of `config`, checked, migrated and connected. Throws UserError with one clear sentence when it
 * cannot be reached, is too old, in use, damaged, or a migration fails.
 */
export async function openDatabase(config: Config, options: OpenOptions): Promise<OpenDatabase> {
  const { say = () => undefined } = options
  const lanes = {
    ...options,
    connections: config.databaseConnections,
    ...(config.databaseReplicaUrl === undefined ? {} : { replicaUrl: config.databaseReplicaUrl }),
  }
  if (config.databaseUrl !== undefined) {
    await checkServer(config.databaseUrl)
    return openAt(config.databaseUrl, 'PostgreSQL of DATABASE_URL', lanes)
  }
  const running = options.as === 'command' ? await startOrFind(config, options) : await start(config, options)
  if (typeof running === 'string') return openAt(running, 'PostgreSQL of the running portal', lanes)
  const { url, folder, stop, abort } = running
  const database = await openAt(url, `PostgreSQL in ${folder}`, lanes).catch(async (error) => {
    await stop()
    throw error
  })
  async function close(patienceMs?: number) {
    try {
      if (options.as === 'command') await waitForGuests(database, say)
    } finally {
      await database.close(patienceMs)
      await stop()
    }
  }
  let closing: Promise<void> | undefined
  return {
    ...database,
    abort,
    close(patienceMs) {
      closing ??= close(patienceMs)
      return closing
    },
  }
}

async function openAt(url: string, place: string, options: OpenOptions & LaneOptions): Promise<OpenDatabase> {
  await options.beforeMigrations?.(url)
  const { applied, unknown, edited } = await migrate(url)
  if (applied.length > 0) options.say?.(`Database migrated: ${applied.join(', ')}`)
  if (unknown.length > 0) {
    options.say?.(`The database is from a newer version of the portal (it knows ${unknown.join(', ')}).`)
  }
  if (edited.length > 0) {
    options.say?.(
      `Migrations changed after they were applied here, so tables may differ: ${edited.join(', ')}`,
    )
  }
  // Only web pages have crowds that stand in each other's way.
  const database = options.as === 'portal' ? connectInLanes(url, options) : connect(url, options)
  return { ...database, url, place, abort: () => undefined }
}

const start = (config: Config, { as, say, signal, onLaunch }: OpenOptions): Promise<EmbeddedDatabase> =>
  startEmbedded(config.dataDir, {
    patienceMs: as === 'portal' ? 2_000 : 0,
    ...(config.walArchive === undefined ? {} : { walArchive: config.walArchive }),
    ...(say && { onTrouble: say }),
    ...(signal && { signal }),
    ...(onLaunch && { onLaunch }),
  })

/** An address when a portal (or another command) already runs the server. */
async function startOrFind(config: Config, options: OpenOptions): Promise<EmbeddedDatabase | string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(config, options)
    } catch (error) {
      if (!(error instanceof AlreadyRunning)) throw error
      const url = await findRunning(config.dataDir)
      if (url !== undefined) return url
      if (attempt === 100) throw new UserError(`${error.message} (It has not been ready for 20 seconds.)`)
    }
    await sleep(200)
  }
}

/** Other commands may have come to use the server that this one started. */
async function waitForGuests({ pool }: Database, say: (sentence: string) => void): Promise<void> {
  for (let told = false; ; told = true) {
    const { rows } = await pool.query<{ guests: number }>(
      `SELECT count(*)::int AS guests FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND application_name <> $1`,
      [pool.options.application_name],
    )
    if (rows[0]?.guests === 0) return
    if (!told) say('Other commands still use the database; waiting for them.')
    await sleep(500)
  }
}
