import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Database } from '../../../src/platform/db/client.ts'
import { isUnavailable } from '../../../src/platform/db/unavailable.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
const opened: Database[] = []
const open = (url: string) => {
  const found = connect(url, { poolSize: 1, connectTimeoutMs: 400, statementTimeoutMs: 300 })
  opened.push(found)
  return found
}

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  for (const one of opened) await one.close(0)
  await database.close()
})

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('nothing failed'),
    (error: unknown) => error,
  )

type Way = [name: string, run: (database: Database) => Promise<unknown>]
const ways: Way[] = [
  ['a query by Prisma', ({ db }) => db.staff.findMany()],
  ['a query of our own SQL', ({ db }) => db.$queryRaw`SELECT 1`],
  ['a transaction', ({ db }) => db.$transaction((tx) => tx.staff.findMany(), { maxWait: 300 })],
  ['a query by pg', ({ pool }) => pool.query('SELECT 1')],
]

describe('unavailable is', () => {
  test.each(ways)('no server: %s', async (_name, run) => {
    const away = open('postgresql://nobody@127.0.0.1:1/nothing')
    expect(isUnavailable(await errorOf(run(away)))).toBe(true)
  })

  test.each(ways)('no connection free: %s', async (_name, run) => {
    const busy = open(database.url)
    const held = await busy.pool.connect()
    expect(isUnavailable(await errorOf(run(busy)))).toBe(true)
    held.release()
  })

  test('a statement that takes too long', async () => {
    const { db } = open(database.url)
    expect(isUnavailable(await errorOf(db.$queryRaw`SELECT pg_sleep(2)`))).toBe(true)
  })

  test('a connection that is ended in the middle of a query', async () => {
    const { db } = connectPatiently()
    const asleep = errorOf(db.$queryRaw`SELECT pg_sleep(20)`)
    await expect
      .poll(async () => {
        const { rows } = await database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()`,
        )
        return rows.length
      })
      .toBeGreaterThan(0)
    expect(isUnavailable(await asleep)).toBe(true)
  })
})

function connectPatiently(): Database {
  const found = connect(database.url, { poolSize: 1 })
  opened.push(found)
  return found
}

test('a mistake of ours is not, nor is what is no error', async () => {
  const { db } = open(database.url)
  expect(isUnavailable(await errorOf(db.$queryRaw`SELECT * FROM nowhere`))).toBe(false)
  expect([null, undefined, 'timeout', new TypeError('x')].map(isUnavailable)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
