import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { Database } from '../../src/platform/db/client.ts'
import { connectInLanes } from '../../src/platform/db/lane-pools.ts'
import { type DatabaseOffer, roleOf, withDatabase } from './test-server.ts'

export type TestDatabase = Database & { url: string }

/**
 * A database of its own for one test file, migrated and seeded: call in `beforeAll`, `close()` in `afterAll`
 * (it also drops the database).
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { template } = await databaseOffer()
  const { url, drop } = await createDatabase(template)
  const database = connectInLanes(url, {
    connections: 50,
    connectTimeoutMs: 20_000,
    statementTimeoutMs: 15_000,
    giveUpMs: 60_000,
    strict: true,
  })
  return {
    url,
    ...database,
    async close() {
      await database.close()
      await drop()
    },
  }
}

/** A database without any table, for tests of migrations. */
export const createEmptyDatabase = () => createDatabase()

async function createDatabase(template?: string): Promise<{ url: string; drop(): Promise<void> }> {
  const { adminUrl, ownerUrl, prefix } = await databaseOffer()
  const name = `${prefix}${randomBytes(5).toString('hex')}`
  const source = template === undefined ? '' : `TEMPLATE ${template}`
  await asAdmin(adminUrl, `CREATE DATABASE ${name} OWNER ${roleOf(ownerUrl)} ${source}`)
  return {
    url: withDatabase(ownerUrl, name),
    drop: () => asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}

let offer: Promise<DatabaseOffer> | undefined

/** The database server of this test run; started by the first call of the run. */
export function databaseOffer(): Promise<DatabaseOffer> {
  offer ??= fetch(inject('databaseDesk')).then(async (answer) => {
    if (!answer.ok) throw new Error(`No database for the tests: ${await answer.text()}`)
    return (await answer.json()) as DatabaseOffer
  })
  return offer
}
