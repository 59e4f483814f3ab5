import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'

export type Database = {
  pool: pg.Pool
  /** Prisma on the same pool. */
  db: PrismaClient
  /** Waits for running queries, but not longer than `patienceMs` (default 5 s). */
  close(patienceMs?: number): Promise<void>
}

export type ConnectOptions = {
  /** Stands in the name that the server shows of these connections. */
  usedBy?: 'jobs'
  /** Most connections at once; default 10. */
  poolSize?: number
  /** How long a query waits for a free or new connection; default 2 s, so that a stuck database answers 503 soon. */
  connectTimeoutMs?: number
  /** The server cancels longer statements; 0 = never, for commands. Default 15 s. */
  statementTimeoutMs?: number
  /** Called for errors of idle connections (the server went away); the pool replaces them by itself. */
  onConnectionLost?: (error: Error) => void
}

/** One pool of connections shared by Prisma and plain SQL. Connects lazily; see `checkServer` for a first look. */
export function connect(databaseUrl: string, options: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: ['ashyq-qala', options.usedBy, process.pid].filter(Boolean).join(' '),
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2_000,
    idleTimeoutMillis: 60_000,
    // The pool forgets its timers when it ends; without this they hold the process for another minute.
    allowExitOnIdle: true,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  })
  pool.on('error', (error) => options.onConnectionLost?.(error))
  const db = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }) })
  let closing: Promise<void> | undefined
  return {
    pool,
    db,
    close(patienceMs = 5_000) {
      closing ??= Promise.race([
        db.$disconnect().then(() => pool.end()),
        sleep(patienceMs, undefined, { ref: false }),
      ])
      return closing
    },
  }
}

const MOST_PREPARED_STATEMENTS = 300

/**
 * Names make PostgreSQL keep the plan of a statement per connection. Lists in `IN (...)` give ever new texts,
 * so only the first few hundred texts get a name; '' = not kept.
 */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MOST_PREPARED_STATEMENTS) return ''
    const name = `p_${createHash('sha1').update(sql).digest('base64url')}`
    names.set(sql, name)
    return name
  }
}
