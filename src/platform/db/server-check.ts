import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { UserError } from '../user-error.ts'

const OLDEST_VERSION = 15
const NEEDED_EXTENSIONS = ['pg_trgm', 'unaccent', 'btree_gist', 'pgcrypto']
const PATIENCE_WHILE_STARTING_MS = 20_000

/**
 * Looks whether the server behind DATABASE_URL can carry the portal. Waits for one that is just starting.
 * Throws UserError with what is wrong and what to do; never shows the password.
 */
export async function checkServer(databaseUrl: string): Promise<void> {
  const client = await reach(databaseUrl)
  try {
    const { rows } = await client.query<Server>(
      `SELECT current_setting('server_version_num')::int / 10000 AS version,
              current_setting('server_version') AS release,
              current_setting('server_encoding') AS encoding,
              pg_is_in_recovery() AS "readOnly",
              ARRAY(SELECT name::text FROM pg_available_extensions) AS extensions`,
    )
    const server = rows[0]
    const problem = server && problemOf(server)
    if (problem) throw new UserError(`DATABASE_URL (${placeOf(databaseUrl)}): ${problem}`)
  } finally {
    await client.end()
  }
}

/** What matters of a server; `extensions` are those it could install. */
export type Server = {
  version: number
  release: string
  encoding: string
  readOnly: boolean
  extensions: string[]
}

/** Why the portal cannot work on such a server, as the end of a sentence; undefined = it can. */
export function problemOf({ version, release, encoding, readOnly, extensions }: Server): string | undefined {
  if (version < OLDEST_VERSION) {
    return `this is PostgreSQL ${release}, the portal needs ${OLDEST_VERSION} or newer; upgrade the server.`
  }
  if (encoding !== 'UTF8') {
    return `the database has the encoding ${encoding}; make one with: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0`
  }
  if (readOnly) return 'this server is a read-only replica; use the address of the primary.'
  const missing = NEEDED_EXTENSIONS.filter((name) => !extensions.includes(name))
  if (missing.length > 0) {
    return `the server lacks the extension ${missing.join(', ')}; install its package postgresql-contrib.`
  }
  return undefined
}

async function reach(databaseUrl: string): Promise<pg.Client> {
  const deadline = performance.now() + PATIENCE_WHILE_STARTING_MS
  for (;;) {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'ashyq-qala',
      connectionTimeoutMillis: 10_000,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      const isStarting = codeOf(error) === CANNOT_CONNECT_NOW && /starting up/.test(String(error))
      if (!isStarting || performance.now() > deadline) {
        throw new UserError(`DATABASE_URL (${placeOf(databaseUrl)}): ${explainRefusal(error, databaseUrl)}`)
      }
    }
    await sleep(500)
  }
}

const CANNOT_CONNECT_NOW = '57P03'

function explainRefusal(error: unknown, databaseUrl: string): string {
  const message = error instanceof Error ? error.message : String(error)
  const { hostname, username, pathname } = new URL(databaseUrl)
  const role = decodeURIComponent(username) || 'you'
  const database = decodeURIComponent(pathname.slice(1))
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return 'nothing answers there; start PostgreSQL, or correct host and port.'
    case 'ENOENT':
      return 'there is no such socket; start PostgreSQL, or correct the folder.'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host name ${hostname} is unknown; correct it.`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return 'the host cannot be reached from here; check network and firewall.'
    case '28P01':
      return `the password of the role "${role}" is wrong; correct it (special characters as %xx).`
    case '28000':
      return `the server does not let the role "${role}" in: ${message}.`
    case '3D000':
      return `there is no database "${database}"; make it with: CREATE DATABASE "${database}" OWNER "${role}"`
    case '42501':
      return `the role "${role}" may not connect to "${database}"; give it the right: GRANT CONNECT ON DATABASE "${database}" TO "${role}"`
    case '53300':
      return 'the server has no connection left; raise its max_connections or end other programs.'
    case CANNOT_CONNECT_NOW:
      return `the server takes no connections now: ${message}.`
  }
  if (/timeout/i.test(message)) {
    return 'no answer within 10 seconds; check host, port and firewall.'
  }
  if (/does not support SSL/i.test(message)) {
    return 'the server has no TLS; remove sslmode from the address.'
  }
  if (/certificate|self-signed|TLS|SSL/i.test(message)) {
    return `the encrypted connection failed (${message}); give the right certificate with sslrootcert=, or correct sslmode.`
  }
  if (/password must be a string/i.test(message)) {
    return `the server asks for a password; write it as //${role}:password@...`
  }
  return `the connection failed: ${message}.`
}

/** Node hides the reasons of several tried addresses (IPv4 and IPv6) inside an AggregateError. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

function placeOf(databaseUrl: string): string {
  const { hostname, port, pathname, searchParams } = new URL(databaseUrl)
  return `${searchParams.get('host') ?? hostname}${port && `:${port}`}${pathname}`
}
