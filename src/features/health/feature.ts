import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Deps } from '../../platform/deps.ts'
import type { Feature } from '../../platform/http/route.ts'
import { portalVersion } from '../../platform/version.ts'

/** For load balancers and monitoring. Answers carry no versions and no data of people. */
export const health: Feature = {
  name: 'health',
  routes: (deps) => [
    { method: 'get', path: '/healthz', access: 'machine', handlers: [alive] },
    { method: 'get', path: '/readyz', access: 'machine', handlers: [ready(deps)] },
    { method: 'get', path: '/metrics', access: 'machine', handlers: [onlyLocal, metrics(deps)] },
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

function metrics({ pool }: Deps): RequestHandler {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [register],
      async collect() {
        this.set(await read())
      },
    })
  const ask = async (sql: string) => {
    const { rows } = await pool.query<{ n: number }>(sql)
    return rows[0]?.n ?? 0
  }
  gauge('ashyq_db_connections', 'Open connections to PostgreSQL', () => pool.totalCount)
  gauge('ashyq_db_waiting', 'Queries that wait for a connection', () => pool.waitingCount)
  gauge('ashyq_figures_waiting', 'Changes of complaints that are not in the figures yet', () =>
    ask('SELECT count(*)::int AS n FROM stat_queue'),
  )
  gauge('ashyq_figures_differences', 'Rows behind the figures that the nightly check found wrong', () =>
    ask('SELECT coalesce(sum(differences), 0)::int AS n FROM stat_state'),
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
      .send(await register.metrics())
  }
}
