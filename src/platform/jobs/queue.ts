import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { fromPrisma, type JobResult, PgBoss } from 'pg-boss'
import { Temporal } from 'temporal-polyfill'
import type { Transaction } from '../db/transaction.ts'
import { isUnavailable } from '../db/unavailable.ts'
import { type Part, together } from '../db/whole-write.ts'
import type { Job } from '../http/route.ts'
import type { Log } from '../log.ts'

export type JobQueue = {
  /** Adds a job in the transaction of the change that causes it: both are there or neither. */
  add(tx: Transaction, name: string, payload: object, when?: { afterSeconds: number }): Promise<void>
  /** The same as parts of the one statement that writes the change. */
  additions(name: string, payload: object, when?: { afterSeconds: number }): Promise<Part[]>
  /** Creates the queues, so that jobs can be added; with `work` also runs them and their schedules. */
  start(jobs: readonly Job[], options: { work: boolean }): Promise<void>
  /** Runs the jobs of queues that were started without `work`. */
  work(jobs: readonly Job[]): Promise<void>
  /** What waits and what has failed for good, by name. */
  states(): Promise<QueueState[]>
  /** When a job of these queues was last done, and last failed for good, as far as the queue still knows. */
  outcomes(names: readonly string[]): Promise<{ doneAt: number | null; failedAt: number | null }>
  /** Puts failed jobs of a queue back; answers how many, a thousand at most. */
  retryFailed(name: string): Promise<number>
  stop(): Promise<void>
}

/** Instants in milliseconds UTC. `waiting`: to be done now or tried again. */
export type QueueState = {
  name: string
  waiting: number
  active: number
  failed: number
  lastFailedAt: number | null
}

/** Eight tries in about twenty minutes. */
const quick = { retryLimit: 8, retryBackoff: true, retryDelay: 5, retryDelayMax: 600 }
/** Half a minute at first, half an hour at most, for about three days: a mail server may be down over a weekend. */
const patient = { retryLimit: 160, retryBackoff: true, retryDelay: 30, retryDelayMax: 1800 }

const differs = (queue: object, rules: object): boolean => {
  const before = new Map(Object.entries(queue))
  return Object.entries(rules).some(([name, value]) => before.get(name) !== value)
}

/** Taken from a queue together, and done one after the other. */
const mostAtOnce = 20

/** How often all queues are asked together what waits; a job begins within about this time. */
const WATCH_MS = 1_000
/** How often each queue is asked by itself as well, which is all that is left if the question for all fails. */
const ownPollSeconds = 30

/** So long a job may run, in seconds, before it is taken for failed and tried again. */
const usualRun = 900
const longRun = 6 * 3600

/**
 * PostgreSQL job queue (pg-boss). Delivery is at least once: handlers are safe to repeat. A job whose worker
 * was killed is taken up again after the heartbeat fails, within about two minutes.
 */
export function createJobQueue(pool: pg.Pool, log: Log): JobQueue {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: 'pgboss',
    superviseIntervalSeconds: 30,
    cronMonitorIntervalSeconds: 30,
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  let started = false
  let watch: { end(): Promise<void> } | undefined
  /** Jobs that want the payloads of another, by its name. */
  const listeners = new Map<string, string[]>()

  /** Whether it was done; if not, it is tried again later. */
  async function attempt(job: Job, { id, data }: { id: string; data: unknown }): Promise<boolean> {
    try {
      await job.run(data, Temporal.Now.instant())
      return true
    } catch (error) {
      log.error({ err: error, job: job.name, id }, 'a job failed')
      return false
    }
  }

  async function resultsOf(job: Job, batch: { id: string; data: unknown }[]): Promise<JobResult[]> {
    const results: JobResult[] = []
    for (const one of batch) {
      results.push({ id: one.id, status: (await attempt(job, one)) ? 'completed' : 'failed' })
    }
    return results
  }

  /** Pages are answered already while jobs are taken up: a database that goes away meanwhile must not end them. */
  async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!isUnavailable(error)) throw error
        log.error({ err: error }, 'job queue')
        await sleep(WATCH_MS)
      }
    }
  }

  async function workOn(jobs: readonly Job[]): Promise<void> {
    const workers = new Map<string, string>()
    for (const job of jobs) {
      const { name, cron } = job
      if (cron) await persistently(() => boss.schedule(name, cron))
      // A queue that is asked each second for one job does one a second; a full batch is followed by the next at once.
      const pace = {
        pollingIntervalSeconds: ownPollSeconds,
        batchSize: job.long ? 1 : mostAtOnce,
        burstWhenBatchFull: true,
      }
      const take = (batch: { id: string; data: unknown }[]) => resultsOf(job, batch)
      const worker = await persistently(() => boss.work(name, { ...pace, perJobResults: true }, take))
      workers.set(name, worker)
    }
    watch = repeat(async () => {
      const names = new Set(await waiting([...workers.keys()]))
      for (const [name, worker] of workers) if (names.has(name)) boss.notifyWorker(worker)
    })
  }

  /** Of these queues, those with something to do now: one question instead of one for each of seventy (decision 0100). */
  async function waiting(names: readonly string[]): Promise<string[]> {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT q.name FROM unnest($1::text[]) AS q (name) WHERE EXISTS (SELECT FROM pgboss.job j WHERE j.name = q.name
         AND j.state < 'active' AND NOT j.blocked AND j.start_after <= now())`,
      [names],
    )
    return rows.map(({ name }) => name)
  }

  /** Each second after it has been done, until it is ended. */
  function repeat(work: () => Promise<void>): { end(): Promise<void> } {
    const ended = new AbortController()
    const loop = async () => {
      while (!ended.signal.aborted) {
        await work().catch((error: unknown) => log.error({ err: error }, 'job queue'))
        await sleep(WATCH_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined)
      }
    }
    const running = loop()
    return {
      /** A database that says nothing is not waited for. */
      end() {
        ended.abort()
        return Promise.race([running, sleep(WATCH_MS, undefined, { ref: false })])
      },
    }
  }

  const additions: JobQueue['additions'] = async (name, payload, when) => {
    const later = when === undefined ? {} : { startAfter: when.afterSeconds }
    const parts: Part[] = []
    const db = {
      async executeSql(text: string, values: unknown[] = []) {
        parts.push({ text, values })
        return { rows: [] }
      },
    }
    for (const one of [name, ...(listeners.get(name) ?? [])]) await boss.send(one, payload, { ...later, db })
    return parts
  }

  return {
    additions,
    async add(tx, name, payload, when) {
      // Several INSERTs in one round trip: while it lasts, a transaction keeps its connection.
      const { text, values } = together(await additions(name, payload, when))
      await fromPrisma(tx).executeSql(text, [...values])
    },
    async start(jobs, { work }) {
      started = true
      await boss.start()
      const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
      listeners.clear()
      for (const { name, on } of jobs) {
        if (on !== undefined) listeners.set(on, [...(listeners.get(on) ?? []), name])
      }
      for (const job of jobs) {
        const rules = {
          ...(job.patient ? patient : quick),
          expireInSeconds: job.long ? longRun : usualRun,
        }
        const before = known.get(job.name)
        if (before === undefined) await boss.createQueue(job.name, { heartbeatSeconds: 30, ...rules })
        else if (differs(before, rules)) await boss.updateQueue(job.name, rules)
        // Looked up once, and now: inside a transaction the look-up would wait for a second connection while
        // holding the first, and as many transactions at once as there are connections would wait for ever.
        await boss.findJobs(job.name, { id: randomUUID() })
      }
      if (work) await workOn(jobs)
    },
    work: workOn,
    async states() {
      const { rows } = await pool.query<QueueState>(
        `SELECT q.name,
           count(*) FILTER (WHERE j.state IN ('created', 'retry') AND j.start_after <= now())::int AS waiting,
           count(*) FILTER (WHERE j.state = 'active')::int AS active,
           count(*) FILTER (WHERE j.state = 'failed')::int AS failed,
           (extract(epoch FROM max(j.completed_on) FILTER (WHERE j.state = 'failed')) * 1000)::float8 AS "lastFailedAt"
         FROM pgboss.queue q LEFT JOIN pgboss.job j ON j.name = q.name AND j.state <> 'completed'
         WHERE q.name NOT LIKE '\\_\\_%' GROUP BY q.name ORDER BY q.name`,
      )
      return rows
    },
    async outcomes(names) {
      const { rows } = await pool.query<{ doneAt: number | null; failedAt: number | null }>(
        `SELECT (extract(epoch FROM max(completed_on) FILTER (WHERE state = 'completed')) * 1000)::float8 AS "doneAt",
           (extract(epoch FROM max(completed_on) FILTER (WHERE state = 'failed')) * 1000)::float8 AS "failedAt"
         FROM pgboss.job WHERE name = ANY($1)`,
        [names],
      )
      return rows[0] ?? { doneAt: null, failedAt: null }
    },
    async retryFailed(name) {
      const { rows } = await pool.query<{ id: string }>(
        "SELECT id FROM pgboss.job WHERE name = $1 AND state = 'failed' ORDER BY completed_on LIMIT 1000",
        [name],
      )
      if (rows.length > 0)
        await boss.retry(
          name,
          rows.map(({ id }) => id),
        )
      return rows.length
    },
    async stop() {
      await watch?.end()
      if (started) await boss.stop({ graceful: true, close: false, timeout: 3000 })
    },
  }
}
