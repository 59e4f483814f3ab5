import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Cache } from './platform/cache/cache.ts'
import { type ChangeListener, listenForChanges, publicPages } from './platform/cache/change-notices.ts'
import { connect, type Database } from './platform/db/client.ts'
import { type OpenDatabase, openDatabase } from './platform/db/open-database.ts'
import type { Deps } from './platform/deps.ts'
import { drain, httpLimits, type Listening, limitConnections, listen } from './platform/http/listening.ts'
import type { Service } from './platform/http/route.ts'
import { sweepUploads } from './platform/http/upload-folder.ts'
import { loadSecretKey } from './platform/secret-key.ts'

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
    listening?: Listening
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
    const server = createServer(httpLimits, (req, res) => {
      if (interrupted.signal.aborted && sayGoodbye(req.url, res)) return
      app.promise.then((handle) => handle(req, res)).catch(() => req.destroy())
    })
    limitConnections(server)
    up.listening = await listen(server, config)
    const { address } = up.listening
    try {
      interrupted.signal.throwIfAborted()
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
      // Whoever ended it meanwhile has not seen these sockets.
      if (interrupted.signal.aborted) await drain(up.listening, { noticeMs: 0, patienceMs: 0 })
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
    if (up.listening) await drain(up.listening, { noticeMs, patienceMs: REQUESTS_MS[how] })
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

/** While the portal ends: the next request comes on another connection, and whoever asks hears that it is not ready. */
function sayGoodbye(url: string | undefined, res: ServerResponse): boolean {
  res.setHeader('Connection', 'close')
  if (url !== '/readyz') return false
  res.writeHead(503, { 'Cache-Control': 'no-store', 'Content-Type': 'text/plain' }).end('ending\n')
  return true
}

const settled = (work?: Promise<unknown>) => Promise.allSettled([work])

const atMost = (ms: number, work: Promise<unknown>) =>
  Promise.race([work, sleep(ms, undefined, { ref: false })])
