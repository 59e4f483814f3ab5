import { setTimeout as sleep } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'
import { createRawSql, statementNames } from './raw-sql.ts'

export type Database = {
  pool: pg.Pool
  /** Prisma on the same pool. */
  db: PrismaClient
  /** Waits for running queries, but not longer than `patienceMs` (default 5 s). */
  close(patienceMs?: number): Promise<void>
}

export type ConnectOptions = {
  /** Stands in the name that the server shows of these connections: the jobs, a lane, the replica. */
  usedBy?: string
  /** Most connections at once; default 10. */
  poolSize?: number
  /** How long a query waits for a free or new connection; default 2 s, so that a stuck database answers 503 soon. */
  connectTimeoutMs?: number
  /** The server cancels longer statements; 0 = never, for commands. Default 15 s. */
  statementTimeoutMs?: number
  /** The connection is taken for dead when a statement has no answer for so long; absent = never. */
  giveUpMs?: number
  /** Called for errors of idle connections (the server went away); the pool replaces them by itself. */
  onConnectionLost?: (error: Error) => void
}

/** One pool of connections shared by Prisma and plain SQL. Connects lazily; see `checkServer` for a first look. */
export function connect(databaseUrl: string, options: ConnectOptions = {}): Database {
  const pool = createPool(databaseUrl, options)
  const db = createPrisma(pool)
  return { pool, db, close: closing([db], [pool]) }
}

/**
 * Prisma on a pool, made when it is first asked: each one takes 15 MB and a tenth of a second, and in a process without
 * jobs nobody ever asks the one of the jobs (docs/decisions/0086).
 */
export function createPrisma(pool: pg.Pool): PrismaClient {
  let made: PrismaClient | undefined
  const nameOf = statementNames()
  const statementNameGenerator = ({ sql }: { sql: string }) => nameOf(sql)
  const make = () => new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) })
  const raw = createRawSql(pool, nameOf)
  return new Proxy({} as PrismaClient, {
    get(_nothing, key) {
      if (key === '$queryRaw' || key === '$executeRaw') return raw[key]
      if (made === undefined && key === '$disconnect') return async () => undefined
      made ??= make()
      const value: unknown = Reflect.get(made, key, made)
      return typeof value === 'function' ? value.bind(made) : value
    },
  })
}

export function createPool(databaseUrl: string, options: ConnectOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: inUtc(databaseUrl),
    application_name: ['ashyq-qala', options.usedBy, process.pid].filter(Boolean).join(' '),
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2_000,
    idleTimeoutMillis: 60_000,
    // The pool forgets its timers when it ends; without this they hold the process for another minute.
    allowExitOnIdle: true,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    ...(options.giveUpMs === undefined ? {} : { query_timeout: options.giveUpMs }),
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  })
  const lost = (error: Error) => options.onConnectionLost?.(error)
  pool.on('error', lost)
  pool.on('connect', (client) => {
    // The pool listens while a connection is idle; one that is lost in use must not end the process either.
    client.on('error', () => undefined)
    if (options.giveUpMs !== undefined) client.query = givingUpDeadLines(client)
  })
  return pool
}

/**
 * Prisma leaves the offset of an instant away, when it writes and when it reads: right only where the zone of the session
 * is UTC, and a server from a package has that of its machine. Options that stand in the address stay.
 */
export function inUtc(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  const own = url.searchParams.get('options')
  url.searchParams.set('options', [own, '-c TimeZone=UTC'].filter(Boolean).join(' '))
  return url.href
}

/**
 * A connection that has not answered in time is closed: the driver itself would send the next statement (ROLLBACK) into
 * it, wait as long again, and then hand it on to the next user as a good one.
 */
function givingUpDeadLines(client: pg.ClientBase & { end?(): Promise<void> }): pg.ClientBase['query'] {
  return new Proxy(client.query, {
    apply(_query, _self, args) {
      const answer: unknown = Reflect.apply(pg.Client.prototype.query, client, args)
      if (answer instanceof Promise) {
        answer.catch((error: unknown) => {
          if (isReadTimeout(error)) client.end?.().catch(() => undefined)
        })
      }
      return answer
    },
  })
}

const isReadTimeout = (error: unknown) => error instanceof Error && error.message === 'Query read timeout'

/** Ends all; waits for running queries, but not longer than it is told. */
export function closing(clients: PrismaClient[], pools: pg.Pool[]): Database['close'] {
  let ended: Promise<void> | undefined
  const end = async () => {
    await Promise.all(clients.map((client) => client.$disconnect()))
    await Promise.all(pools.map((pool) => pool.end()))
  }
  return (patienceMs = 5_000) => {
    ended ??= Promise.race([end(), sleep(patienceMs, undefined, { ref: false })])
    return ended
  }
}
