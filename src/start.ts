import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Cache } from './platform/cache/cache.ts'
import { type ChangeListener, listenForChanges, publicPages } from './platform/cache/change-notices.ts'
import { connect, type Database } from './platform/db/client.ts'
import { type OpenDatabase, openDatabase } from './platform/db/open-database.ts'
import type { Deps } from './platform/deps.ts'
import type { Service } from './platform/http/route.ts'
import { sweepUploads } from './platform/http/upload-folder.ts'
import { loadSecretKey } from './platform/secret-key.ts'
import { UserError } from './platform/user-error.ts'

export type StartOptions = {
  /** Fills an empty database; runs at every start after the migrations and before the first request. */
  seed?: (deps: Deps) => Promise<void>
  /** Gets one sentence for each thing worth telling the person at the terminal. */
  say?: (sentence: string) => void
}

export type Portal = {
  /** Resolves when requests are answered. Throws UserError; `stop` is still needed then. */
  start(): Promise<{ address: string; place: string; deps: Deps }>
  /**
   * At any time, also during the start. soon: for a person at the terminal, in less than 5 s. orderly: for whoever runs
   * it as a service; `/readyz` says no at once, and requests that are under way, such as slow uploads, have half a minute.
   */
  stop(how?: 'soon' | 'orderly'): Promise<void>
  /** At once, for the last moment of the process. */
  abort(): void
}

const REQUESTS_MS = { soon: 1_500, orderly: 30_000 }
/** So long a balancer may take to see that this process is not ready and to send its requests elsewhere. */
const NOTICE_MS = 5_000
/** Within this time a new connection has said what it wants. */
const FRESH_MS = 250
const JOBS_MS = 1_000
const CONNECTIONS_MS = 300
/** Connections that jobs may hold at once in the process of the pages. */
const JOB_CONNECTIONS = 5
const START_ENDS_MS = 3_000

/** The portal in this process: database, web pages, jobs. */
export function createPortal(config: Config, options: StartOptions = {}): Portal {
  const up: {
    database?: OpenDatabase
    jobDatabase?: Database
    server?: Server
    deps?: Deps & { release(): Promise<void> }
    services?: Service[]
    changes?: ChangeListener
  } = {}
  const interrupted = new AbortController()
  let stopping: Promise<void> | undefined
  let starting: ReturnType<Portal['start']> | undefined

  async function start() {
    const { opened, pagesAndJobs } = await openWhileReading()
    up.database = await opened
    interrupted.signal.throwIfAborted()
    const { buildAssets, createApp, createDeps, features, startServices } = pagesAndJobs
    const { db, pool, place } = up.database
    // The port is taken early, because filling a new database takes a while; requests wait until it is done.
    const app = Promise.withResolvers<RequestListener>()
    app.promise.catch(() => undefined)
    up.server = createServer(httpLimits, (req, res) => {
      if (interrupted.signal.aborted && sayGoodbye(req.url, res)) return
      app.promise.then((handle) => handle(req, res)).catch(() => req.destroy())
    })
    limitConnections(up.server)
    const address = await listen(up.server, config)
    try {
      await buildAssets()
      // With connections of their own, jobs never keep somebody who reports a problem waiting for one.
      up.jobDatabase = connect(up.database.url, { ...options, poolSize: JOB_CONNECTIONS, usedBy: 'jobs' })
      const jobPool = up.jobDatabase.pool
      up.deps = createDeps({ config, db, pool, jobPool, secretKey: await loadSecretKey(config) })
      const { deps } = up
      // The worker that does so at night may be on another machine.
      await sweepUploads(config.dataDir, deps.now())
      up.changes = listenForChanges({ ...deps, cache: everythingKept(deps) })
      const ofJobs: Deps = { ...deps, db: up.jobDatabase.db, pool: jobPool }
      const jobs = features.flatMap((feature) => feature.jobs?.(ofJobs) ?? [])
      // What is planted may give the queues something to do.
      await deps.jobs.start(jobs, { work: false })
      await options.seed?.(deps)
      interrupted.signal.throwIfAborted()
      deps.load.watch()
      app.resolve(createApp(deps))
      if (config.jobs === 'inline') {
        await deps.jobs.work(jobs)
        up.services = startServices(ofJobs)
      }
      return { address, place, deps }
    } catch (error) {
      app.reject(error)
      throw error
    }
  }

  /** Reading modules keeps this process busy for a second, in which the server of an embedded database comes up. */
  async function openWhileReading() {
    const launched = Promise.withResolvers<void>()
    const opened = openDatabase(config, {
      as: 'portal',
      signal: interrupted.signal,
      onLaunch: launched.resolve,
      ...options,
    })
    opened.catch(() => undefined)
    await Promise.race([launched.promise, opened])
    try {
      return { opened, pagesAndJobs: await import('./pages-and-jobs.ts') }
    } catch (error) {
      // Nobody else knows of the database yet.
      up.database = await opened
      throw error
    }
  }

  async function stop(how: 'soon' | 'orderly') {
    interrupted.abort()
    // A start that is under way ends soon: either before it has a database, or for want of it.
    if (!up.database) await atMost(START_ENDS_MS, settled(starting))
    const noticeMs = how === 'orderly' && config.trustProxy > 0 ? NOTICE_MS : 0
    if (up.server) await drain(up.server, { noticeMs, patienceMs: REQUESTS_MS[how] })
    await atMost(JOBS_MS, Promise.all((up.services ?? []).map((service) => service.stop())))
    up.deps?.load.stop()
    if (up.changes) await atMost(JOBS_MS, up.changes.stop())
    if (up.deps) await atMost(JOBS_MS, up.deps.release())
    // The embedded server ends with the second.
    await up.jobDatabase?.close(CONNECTIONS_MS)
    await up.database?.close(CONNECTIONS_MS)
  }

  return {
    start() {
      starting ??= start()
      return starting
    },
    stop(how = 'soon') {
      stopping ??= stop(how)
      return stopping
    },
    abort: () => up.database?.abort(),
  }
}

/** What notices of changes make this process forget. */
const everythingKept = ({ cache, pages }: Deps): Pick<Cache, 'forget'> => ({
  forget(prefix) {
    cache.forget(prefix)
    if (publicPages.startsWith(prefix)) pages.forget()
  },
})

/** Slow senders are cut, but a resident on a slow phone network has ten minutes for photos. */
export const httpLimits = {
  headersTimeout: 10_000,
  requestTimeout: 600_000,
  connectionsCheckingInterval: 5_000,
  // Longer than the minute for which proxies reuse a connection, else they send into a closing one.
  keepAliveTimeout: 65_000,
}
/** Nothing was read or written on a socket for so long: whoever was there does not listen. */
const SILENCE_MS = 120_000

/**
 * Sockets cost little, but not nothing. When most are taken, those on which nothing is asked are closed: a browser opens
 * another one without a word.
 */
export function limitConnections(server: Server, most = 8_000): void {
  server.maxConnections = most
  server.timeout = SILENCE_MS
  let open = 0
  server.on('connection', (socket) => {
    open++
    socket.once('close', () => open--)
    if (open > 0.75 * most) server.closeIdleConnections()
  })
}

function listen(server: Server, { port, host }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListen(error, port, host)))
    server.listen(port, host, () => {
      const bound = server.address()
      const shown = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host
      resolve(`http://${shown}:${typeof bound === 'object' && bound ? bound.port : port}`)
    })
  })
}

function explainListen(error: Error & { code?: string }, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new UserError(
        `The port ${port} is already taken by another program; end that, or choose another: PORT=${port + 1}`,
      )
    case 'EACCES':
      return new UserError(`This user may not use the port ${port}; choose one above 1023: PORT=3000`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UserError(`This machine has no address ${host}; set HOST=127.0.0.1 or HOST=0.0.0.0`)
    default:
      return error
  }
}

/** While the portal ends: the next request comes on another connection, and whoever asks hears that it is not ready. */
function sayGoodbye(url: string | undefined, res: ServerResponse): boolean {
  res.setHeader('Connection', 'close')
  if (url !== '/readyz') return false
  res.writeHead(503, { 'Cache-Control': 'no-store', 'Content-Type': 'text/plain' }).end('ending\n')
  return true
}

/** Answers as ever until the notice is over, then takes no new connections and waits for the running requests. */
async function drain(
  server: Server,
  { noticeMs, patienceMs }: { noticeMs: number; patienceMs: number },
): Promise<void> {
  const deadline = performance.now() + patienceMs
  await sleep(noticeMs)
  // Not its own close, which cuts connections that were made just now and have not said yet what they want.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()))
  await Promise.race([closed, sleep(FRESH_MS)])
  for (let done = false; !done && performance.now() < deadline; ) {
    server.closeIdleConnections()
    done = await Promise.race([closed.then(() => true), sleep(25, false)])
  }
  server.closeAllConnections()
}

const settled = (work?: Promise<unknown>) => Promise.allSettled([work])

const atMost = (ms: number, work: Promise<unknown>) =>
  Promise.race([work, sleep(ms, undefined, { ref: false })])
