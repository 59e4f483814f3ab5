import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { loadConfig } from '../../src/config.ts'
import { startEmbedded } from '../../src/platform/db/embedded/embedded.ts'
import { takeLock } from '../../src/platform/process-lock.ts'
import { fillTemplate } from './template.ts'

/** What a test file needs to make databases of its own. */
export type DatabaseOffer = {
  /** May create and drop databases. */
  adminUrl: string
  /** The role that owns the databases of the tests: an ordinary one, as in production. */
  ownerUrl: string
  /** A migrated database to be cloned. */
  template: string
  /** Names of databases of this run begin with it. */
  prefix: string
}

const PREFIX = 'ashyq_test_'

/** The database server of one test run: the one of DATABASE_URL, else an embedded one in a temporary folder. */
export class TestServer {
  private readonly run = randomBytes(4).toString('hex')
  private started: Promise<DatabaseOffer> | undefined
  private readonly cleanUp: (() => Promise<unknown>)[] = []

  offer(): Promise<DatabaseOffer> {
    this.started ??= this.start()
    return this.started
  }

  async close() {
    await this.started?.catch(() => undefined)
    for (const step of this.cleanUp.reverse()) await step()
  }

  private async start(): Promise<DatabaseOffer> {
    const { databaseUrl } = loadConfig()
    const urls = databaseUrl ? { adminUrl: databaseUrl, ownerUrl: databaseUrl } : await this.startEmbedded()
    const prefix = `${PREFIX}${this.run}_`
    const template = `${prefix}template`
    const admin = new pg.Client({ connectionString: urls.adminUrl })
    await admin.connect()
    this.cleanUp.push(() => admin.end())
    await dropLeftovers(admin)
    await admin.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_SPACE, prefix])
    this.cleanUp.push(() => dropDatabases(admin, prefix))
    await admin.query(`CREATE DATABASE ${template} OWNER ${roleOf(urls.ownerUrl)}`)
    await fillTemplate(withDatabase(urls.ownerUrl, template))
    return { ...urls, prefix, template }
  }

  private async startEmbedded() {
    await removeLeftoverFolders()
    const dataDir = path.join(os.tmpdir(), `${FOLDER_PREFIX}${this.run}`)
    const server = await startEmbedded(dataDir, { durable: false })
    this.cleanUp.push(async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
      await rm(server.folder, { recursive: true, force: true })
    })
    return { adminUrl: server.superuserUrl, ownerUrl: server.url }
  }
}

const LOCK_SPACE = 741_205

/** Every run holds a lock on its prefix while it lives; databases whose lock is free belong to a killed run. */
async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ prefix: string }>(
    `SELECT DISTINCT substring(datname FROM '^${PREFIX}[0-9a-f]{8}_') AS prefix FROM pg_database
     WHERE datname ~ '^${PREFIX}[0-9a-f]{8}_'`,
  )
  for (const { prefix } of rows) {
    const lock = await admin.query<{ free: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS free',
      [LOCK_SPACE, prefix],
    )
    if (lock.rows[0]?.free !== true) continue
    await dropDatabases(admin, prefix)
    await admin.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCK_SPACE, prefix])
  }
}

async function dropDatabases(admin: pg.Client, prefix: string): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
    [prefix],
  )
  for (const { name } of rows) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

const FOLDER_PREFIX = 'ashyq-qala-tests-'

/** Folders of killed runs: their lock is free (and their server ended with them). */
async function removeLeftoverFolders(): Promise<void> {
  const names = await readdir(os.tmpdir())
  for (const name of names.filter((name) => name.startsWith(FOLDER_PREFIX))) {
    const folder = path.join(os.tmpdir(), name)
    const lock = await lockIfFree(path.join(folder, 'portal.lock'))
    if (lock === undefined) continue
    await rm(folder, { recursive: true, force: true })
    lock.release()
  }
}

async function lockIfFree(file: string) {
  try {
    return takeLock(file)
  } catch {
    return undefined
  }
}

/** The same address with another database name. */
export function withDatabase(databaseUrl: string, database: string): string {
  const url = new URL(databaseUrl)
  url.pathname = `/${database}`
  return url.href
}

export const roleOf = (databaseUrl: string) =>
  pg.escapeIdentifier(decodeURIComponent(new URL(databaseUrl).username))
