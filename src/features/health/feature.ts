import { statfs } from 'node:fs/promises'
import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { connectionsOf, replicaOf } from '../../platform/db/lane-pools.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Feature } from '../../platform/http/route.ts'
import { droppedLogLines } from '../../platform/log.ts'
import { portalVersion } from '../../platform/version.ts'

/** For load balancers and monitoring. Answers carry no versions and no data of people. */
export const health: Feature = {
  name: 'health',
  routes: (deps) => [
    { method: 'get', path: '/healthz', access: 'machine', lane: 'upkeep', handlers: [alive] },
    { method: 'get', path: '/readyz', access: 'machine', lane: 'upkeep', handlers: [ready(deps)] },
    {
      method: 'get',
      path: '/metrics',
      access: 'machine',
      lane: 'upkeep',
      handlers: [onlyLocal, metrics(deps)],
    },
  ],
}

/** The process answers. It asks nobody: a database that is away must not make every process restart. */
const alive: RequestHandler = (_req, res) => {
  res.set('Cache-Control', 'no-store').type('text/plain').send('ok\n')
}

/** Requests can be served: the database answers within a second and the job queue is there. */
function ready({ pool, log }: Deps): RequestHandler {
  return async (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain')
    try {
      await withinASecond(pool.query('SELECT version FROM pgboss.version'))
      res.send('ready\n')
    } catch (error) {
      log.warn({ err: error }, 'not ready')
      res.status(503).send('not ready\n')
    }
  }
}

function withinASecond<Result>(work: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('no answer within a second')), 1000)
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** A request that a proxy passed on comes from outside, wherever the proxy stands. */
const onlyLocal: RequestHandler = (req, res, next) => {
  const from = req.socket.remoteAddress ?? ''
  const local = from === '::1' || from.startsWith('127.') || from.startsWith('::ffff:127.')
  const forwarded = req.get('X-Forwarded-For') !== undefined || req.get('Forwarded') !== undefined
  if (local && !forwarded) return next()
  res.status(404).type('text/plain').send('not found\n')
}

function lagSeconds(pool: Deps['pool']): number {
  const lagMs = replicaOf(pool)?.lagMs() ?? null
  return lagMs === null ? -1 : lagMs / 1000
}

/** Their observers live as long as the process: an app that made its own would never be let go. */
function processMetrics(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}
let ofProcess: Registry | undefined

function metrics({ config, pool, load, pages, images, jobs }: Deps): RequestHandler {
  const register = new Registry()
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [register],
      async collect() {
        this.set(await read())
      },
    })
  type Row = [string, number]
  const table = (name: string, help: string, label: string, read: () => Row[] | Promise<Row[]>) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [register],
      async collect() {
        for (const [value, count] of await read()) this.set({ [label]: value }, count)
      },
    })
  const ask = async (sql: string) => {
    const { rows } = await pool.query<{ n: number }>(sql)
    return rows[0]?.n ?? 0
  }
  gauge('ashyq_log_lines_dropped', 'Lines of the log that could not be written', droppedLogLines)
  table('ashyq_db_connections', 'Open connections to PostgreSQL', 'share', () =>
    connectionsOf(pool).map(({ share, open }) => [share, open]),
  )
  table('ashyq_db_waiting', 'Queries that wait for a connection', 'share', () =>
    connectionsOf(pool).map(({ share, waiting }) => [share, waiting]),
  )
  gauge('ashyq_strain', 'How hard the process works: 1 = all wait a tenth of a second', () => load.strain())
  table('ashyq_requests_running', 'Requests that are being answered', 'lane', () =>
    load.counts().map(({ lane, running }) => [lane, running]),
  )
  table('ashyq_requests_refused', 'Requests sent away since the start because of a crowd', 'lane', () =>
    load.counts().map(({ lane, refused }) => [lane, refused]),
  )
  table('ashyq_kept_pages', 'Kept pages, and how often they were given since the start', 'what', () =>
    Object.entries(pages.counts()),
  )
  gauge('ashyq_photos_waiting', 'Photos that wait for the decoder', () => images.status().waiting)
  gauge('ashyq_replica_lag_seconds', 'How far the replica is behind; -1 = unknown, or there is none', () =>
    lagSeconds(pool),
  )
  table('ashyq_jobs_waiting', 'Jobs that are due and not begun', 'queue', async () =>
    (await jobs.states()).map(({ name, waiting }) => [name, waiting]),
  )
  table('ashyq_jobs_failed', 'Jobs that were given up and wait for a decision', 'queue', async () =>
    (await jobs.states()).map(({ name, failed }) => [name, failed]),
  )
  gauge('ashyq_disk_free_bytes', 'Room on the disk of DATA_DIR', async () => {
    const { bavail, bsize } = await statfs(config.dataDir)
    return bavail * bsize
  })
  gauge('ashyq_figures_waiting', 'Changes of complaints that are not in the figures yet', () =>
    ask('SELECT count(*)::int AS n FROM stat_queue'),
  )
  gauge('ashyq_figures_differences', 'Rows behind the figures that the nightly check found wrong', () =>
    ask('SELECT coalesce(sum(differences), 0)::int AS n FROM stat_state'),
  )
  gauge(
    'ashyq_figures_drift_age_seconds',
    'Since a sum last drifted and all was counted anew; never = 1e9',
    () =>
      ask(`SELECT coalesce(extract(epoch FROM now() - max(drifted_at)), 1e9)::float8 AS n FROM stat_state`),
  )
  // A backup that never was is as old as one can be, so that the alarm sounds for it too.
  const age = (kind: string) =>
    ask(`SELECT coalesce(extract(epoch FROM now() - max(ended_at)), 1e9)::float8 AS n
      FROM backup_run WHERE succeeded AND kind = '${kind}'`)
  gauge('ashyq_backup_age_seconds', 'Since the last backup; alarm above 26 hours', () => age('backup'))
  gauge('ashyq_restore_rehearsal_age_seconds', 'Since a restore was last rehearsed; alarm above 8 days', () =>
    age('rehearsal'),
  )
  gauge(
    'ashyq_wal_archive_age_seconds',
    'Since the log was last archived, 0 without an archive; alarm above 15 minutes',
    () =>
      ask(`SELECT CASE current_setting('archive_mode') WHEN 'off' THEN 0 ELSE
        extract(epoch FROM now() - coalesce(last_archived_time, pg_postmaster_start_time())) END::float8 AS n
      FROM pg_stat_archiver`),
  )
  new Gauge({
    name: 'ashyq_info',
    help: 'What runs here; always 1',
    labelNames: ['version', 'node', 'migration'],
    registers: [register],
    async collect() {
      const { rows } = await pool.query<{ name: string }>(
        'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1 DESC LIMIT 1',
      )
      this.reset()
      this.set({ version: portalVersion, node: process.version, migration: rows[0]?.name ?? '' }, 1)
    },
  })
  return async (_req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .type(register.contentType)
      .send(await Registry.merge([processMetrics(), register]).metrics())
  }
}
