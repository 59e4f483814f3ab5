import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { makeDataDir, sentenceOf } from '../../data-dir.ts'
import { type ProcessLock, takeLock } from '../../process-lock.ts'
import { UserError } from '../../user-error.ts'
import { accountForNewCluster } from './account.ts'
import { archiveSettings, makeArchive } from './archive.ts'
import { type Cluster, exists, openCluster } from './cluster.ts'
import { SUPERUSER } from './create-cluster.ts'
import {
  endPrevious,
  type Launch,
  LaunchFailed,
  launch,
  type Postmaster,
  readLockFile,
} from './postmaster.ts'
import { clusterFolder, readState, type State, writeState } from './state.ts'
import { explain, isPortTaken, isStillEnding } from './trouble.ts'

export type EmbeddedDatabase = {
  /** For the portal's own role, which owns the database and is no superuser. */
  url: string
  superuserUrl: string
  /** Where the cluster lies. */
  folder: string
  /** True when this start made it. */
  isNew: boolean
  stop(): Promise<void>
  abort(): void
}

export type EmbeddedOptions = {
  /** False only for tests: no waiting for the disk, everything is lost with the machine. */
  durable?: boolean
  /** Told in one sentence when the server ended unexpectedly and was started again. */
  onTrouble?: (sentence: string) => void
  /** How long to wait for another process to let go of the data folder, for instance one that is ending. */
  patienceMs?: number
  /** Gives up a start that is under way, leaving nothing behind. */
  signal?: AbortSignal
  /** The server runs and is coming up. */
  onLaunch?: () => void
  /** Absolute path of a folder into which the log of the database (WAL) is copied as it is written. */
  walArchive?: string
}

/** Somebody else runs the cluster of this data folder. */
export class AlreadyRunning extends UserError {}

const FAST_STOP_MS = 1_500

/**
 * Starts the PostgreSQL server of `dataDir`, making its cluster at the first start. One process at a time:
 * throws AlreadyRunning while another one uses the folder, UserError for everything else a person can mend.
 * A server that dies is started again on the same port until `stop`.
 */
export async function startEmbedded(
  dataDir: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  if (!(await exists(dataDir))) await makeDataDir(dataDir, await accountForNewCluster())
  const locks = [await lockOrThrow(dataDir, path.join(dataDir, 'portal.lock'), options)]
  const releaseLocks = () => {
    for (const lock of locks) lock.release()
  }
  let server: RunningServer | undefined
  try {
    const cluster = await openCluster(dataDir, { durable: true, ...options })
    if (options.walArchive !== undefined) await makeArchive(options.walArchive, cluster.account)
    // A copy of the data folder may point to the same cluster outside of it.
    if (path.dirname(cluster.folder) !== dataDir)
      locks.push(await lockOrThrow(dataDir, `${cluster.folder}.lock`, options))
    const { folder, state } = cluster
    server = keepRunning(cluster, await startServer(cluster, options), options)
    options.signal?.throwIfAborted()
    const { port, stop, abort } = server
    const superuserUrl = urlOf(SUPERUSER, state.superuserPassword, port, 'postgres')
    if (!state.ready) {
      await createRoleAndDatabase(superuserUrl, state.password)
      await writeState(dataDir, { ...state, ready: true })
    }
    return {
      url: urlOf(OWNER, state.password, port, DATABASE),
      superuserUrl,
      folder,
      isNew: !state.ready,
      stop: () => stop().finally(releaseLocks),
      abort,
    }
  } catch (error) {
    await server?.stop()
    releaseLocks()
    throw error
  }
}

/** The address of the running server of `dataDir`, for commands beside a running portal; undefined when none runs. */
export const findRunning = (dataDir: string): Promise<string | undefined> =>
  runningAt(dataDir, ({ password }, port) => urlOf(OWNER, password, port, DATABASE))

/** The same for the role that may copy the cluster. */
export const findRunningAsSuperuser = (dataDir: string): Promise<string | undefined> =>
  runningAt(dataDir, ({ superuserPassword }, port) => urlOf(SUPERUSER, superuserPassword, port, 'postgres'))

async function runningAt(
  dataDir: string,
  address: (state: State, port: number) => string,
): Promise<string | undefined> {
  const state = await readState(dataDir)
  if (state?.ready !== true) return undefined
  const lock = await readLockFile(clusterFolder(dataDir, state))
  return lock?.ready === true ? address(state, lock.port) : undefined
}

/** Also writes down who has the lock, for the sentence that the next one gets. */
async function lockOrThrow(
  dataDir: string,
  file: string,
  { patienceMs = 0 }: EmbeddedOptions,
): Promise<ProcessLock> {
  const holderFile = `${file}.pid`
  try {
    const lock = takeLock(file, patienceMs)
    if (lock !== undefined) {
      await writeFile(holderFile, `${process.pid}\n`, { mode: 0o600 })
      return lock
    }
  } catch (error) {
    // SQLite tells the reason only as a number, the file system in words.
    const reason = await writeFile(holderFile, '').catch((reason) => reason)
    throw new UserError(`The data folder ${dataDir} cannot be written: ${sentenceOf(reason ?? error)}`)
  }
  const holder = await readFile(holderFile, 'utf8').catch(() => '')
  throw new AlreadyRunning(
    `Another process${holder && ` (number ${holder.trim()})`} already uses the data folder ${dataDir}; stop it first, or give this one its own with DATA_DIR and PORT.`,
  )
}

async function startServer(cluster: Cluster, options: EmbeddedOptions, port?: number): Promise<Postmaster> {
  await endPrevious(cluster.binaries, cluster.folder)
  options.signal?.throwIfAborted()
  await keepLogShort(cluster.logFile)
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(await launchOptions(cluster, options, port))
    } catch (error) {
      if (!(error instanceof LaunchFailed)) throw error
      const again = isStillEnding(error.message) || (port === undefined && isPortTaken(error.message))
      if (!again || attempt === 20) throw await explain(error.message, cluster.folder, cluster.logFile)
      await sleep(250)
    }
  }
}

const launchOptions = async (
  cluster: Cluster,
  { durable = true, signal, onLaunch, walArchive }: EmbeddedOptions,
  port?: number,
): Promise<Launch> => ({
  ...cluster,
  port: port ?? (await freePort()),
  signal,
  onLaunch,
  settings: [
    ...settings(os.totalmem()),
    // Two workers of the tests may each have portals with crowds before them.
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off', 'max_connections=300']),
    ...(walArchive === undefined ? [] : archiveSettings(walArchive)),
  ],
})

/** For one portal on a small machine; everything not named is PostgreSQL's own default. */
function settings(memory: number): string[] {
  const roomy = memory > 3.5e9
  return [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    `shared_buffers=${roomy ? '256MB' : '128MB'}`,
    `effective_cache_size=${Math.round(memory / 2e6)}MB`,
    'work_mem=8MB',
    `maintenance_work_mem=${roomy ? '128MB' : '64MB'}`,
    'random_page_cost=1.1',
    'jit=off',
    'synchronous_commit=on',
    // After a restore it would call itself ready for readers while it still recovers, and nothing could be written.
    'hot_standby=off',
    'timezone=UTC',
    'log_timezone=UTC',
    // Only what concerns the server itself: failed statements may hold what people wrote.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_checkpoints=off',
  ]
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject()))
    })
  })

const MOST_LOG_BYTES = 5_000_000

async function keepLogShort(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    ({ size }) => size,
    () => 0,
  )
  if (size > MOST_LOG_BYTES) await rename(logFile, `${logFile}.old`)
}

type RunningServer = { port: number; stop(): Promise<void>; abort(): void }

/** Starts the server again, on the same port, whenever it ends although nobody stopped it. */
function keepRunning(cluster: Cluster, first: Postmaster, options: EmbeddedOptions): RunningServer {
  let server = first
  const stopping = new AbortController()
  const watched = (async () => {
    for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
      await server.ended
      if (stopping.signal.aborted) return
      options.onTrouble?.('The database server ended unexpectedly; it is being started again.')
      try {
        server = await startServer(cluster, options, first.port)
        if (stopping.signal.aborted) return server.stop(FAST_STOP_MS)
        options.onTrouble?.('The database server is back.')
        pause = 50
      } catch (error) {
        options.onTrouble?.(error instanceof Error ? error.message : String(error))
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    port: first.port,
    async stop() {
      stopping.abort()
      await server.stop(FAST_STOP_MS)
      await watched
    },
    abort() {
      stopping.abort()
      server.abort()
    },
  }
}

const OWNER = 'ashyq'
const DATABASE = 'ashyq'

const urlOf = (role: string, password: string, port: number, database: string) =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`

/** Passwords are hexadecimal, so they need no quoting. Repeats what an interrupted first start left undone. */
async function createRoleAndDatabase(superuserUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const found = async (query: string) => (await client.query(query)).rows.length > 0
    if (!(await found(`SELECT FROM pg_roles WHERE rolname = '${OWNER}'`))) {
      await client.query(`CREATE ROLE ${OWNER} LOGIN PASSWORD '${password}'`)
    }
    if (!(await found(`SELECT FROM pg_database WHERE datname = '${DATABASE}'`))) {
      await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`)
    }
  } finally {
    await client.end()
  }
}
