import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PrismaClient } from '../../../src/platform/db/generated/client.ts'
import { inTransaction, type Transaction } from '../../../src/platform/db/transaction.ts'
import { isTransactionConflict, isUniqueViolation } from '../../../src/platform/db/violation.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await database.pool.query('CREATE TABLE account (name text PRIMARY KEY, balance int NOT NULL)')
})
afterAll(() => database.close())
beforeEach(() =>
  database.pool.query(`TRUNCATE account; INSERT INTO account VALUES ('a', 0), ('b', 0), ('c', 0)`),
)

const add = (tx: Transaction, name: string) =>
  tx.$executeRaw`UPDATE account SET balance = balance + 1 WHERE name = ${name}`

const balances = async (db: PrismaClient) => db.$queryRaw`SELECT name, balance FROM account ORDER BY name`

test('transactions that lock each other out are repeated until all are done', async () => {
  const { db } = database
  let runs = 0
  const both = Promise.withResolvers<void>()
  const transfer = (first: string, second: string) =>
    inTransaction(db, async (tx) => {
      await add(tx, first)
      runs++
      if (runs === 2) both.resolve()
      await both.promise
      await add(tx, second)
    })
  await Promise.all([transfer('a', 'b'), transfer('b', 'a')])
  // One of them is repeated, or both where the database ends both.
  expect(runs).toBeGreaterThan(2)
  expect(await balances(db)).toEqual([
    { name: 'a', balance: 2 },
    { name: 'b', balance: 2 },
    { name: 'c', balance: 0 },
  ])
})

test('a ring of three is resolved as well', async () => {
  const { db } = database
  let waiting = 0
  const all = Promise.withResolvers<void>()
  const transfer = (first: string, second: string) =>
    inTransaction(db, async (tx) => {
      await add(tx, first)
      if (++waiting === 3) all.resolve()
      await all.promise
      await add(tx, second)
    })
  await Promise.all([transfer('a', 'b'), transfer('b', 'c'), transfer('c', 'a')])
  expect(await balances(db)).toEqual(['a', 'b', 'c'].map((name) => ({ name, balance: 2 })))
})

test('an error of the work is thrown once and leaves nothing behind', async () => {
  let runs = 0
  const failing = inTransaction(database.db, async (tx) => {
    runs++
    await add(tx, 'a')
    throw new RangeError('no')
  })
  await expect(failing).rejects.toThrow(RangeError)
  expect(runs).toBe(1)
  expect(await balances(database.db)).toContainEqual({ name: 'a', balance: 0 })
})

test('a lock that never comes free ends in an error after the fourth attempt', async () => {
  let runs = 0
  const hopeless = inTransaction(database.db, async (tx) => {
    runs++
    await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = 'deadlock_detected'; END $$`
  })
  await expect(hopeless).rejects.toThrow()
  expect(runs).toBe(4)
})

test.each([
  ['raw SQL of Prisma', (db: PrismaClient) => db.$executeRaw`INSERT INTO account VALUES ('a', 0)`],
  ['pg', () => database.pool.query(`INSERT INTO account VALUES ('a', 0)`)],
  [
    'a model of Prisma',
    async (db: PrismaClient) => {
      await db.rateLimit.create({ data: { key: 'twice' } })
      await db.rateLimit.create({ data: { key: 'twice' } })
    },
  ],
])('a refusal by a unique index is recognised from %s', async (_name, write) => {
  const error = await Promise.resolve(write(database.db)).catch((error: unknown) => error)
  expect(isUniqueViolation(error)).toBe(true)
  expect(isTransactionConflict(error)).toBe(false)
})
