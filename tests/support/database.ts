import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connect, type Database } from '../../src/platform/db/client.ts'
import { connectInLanes } from '../../src/platform/db/lane-pools.ts'
import { type Cast, plantCast } from './cast.ts'
import { type DatabaseOffer, roleOf, withDatabase } from './test-server.ts'

export type TestDatabase = Database & { url: string }

/**
 * A database of its own for one test file, migrated and seeded: call in `beforeAll`, `close()` in `afterAll`
 * (it also drops the database).
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { template } = await databaseOffer()
  return openDatabase(await createDatabase(template))
}

/** The same with the cast in it. It is planted once in each worker of the run, then copied. */
export async function createCastDatabase(): Promise<TestDatabase & { cast: Cast }> {
  planted ??= plantTemplate()
  const { template, cast } = await planted
  return { ...(await openDatabase(await createDatabase(template))), cast: structuredClone(cast) }
}

let planted: Promise<{ template: string; cast: Cast }> | undefined

/** Nobody may be connected to what is copied. It is dropped with all databases of the run. */
async function plantTemplate(): Promise<{ template: string; cast: Cast }> {
  const { template } = await databaseOffer()
  const { url } = await createDatabase(template)
  const database = connect(url)
  try {
    return { template: new URL(url).pathname.slice(1), cast: await plantCast(database.db) }
  } finally {
    await database.close()
  }
}

type Created = { url: string; drop(): Promise<void> }

function openDatabase({ url, drop }: Created): TestDatabase {
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

async function createDatabase(template?: string): Promise<Created> {
  const { adminUrl, ownerUrl, prefix } = await databaseOffer()
  const name = `${prefix}${randomBytes(5).toString('hex')}`
  // Two thirds of the time of the usual strategy, which writes every page into the log as well.
  const source = template === undefined ? '' : `TEMPLATE ${template} STRATEGY FILE_COPY`
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
