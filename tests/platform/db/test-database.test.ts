import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let first: TestDatabase
let second: TestDatabase

beforeAll(async () => {
  first = await createTestDatabase()
  second = await createTestDatabase()
})
afterAll(async () => {
  await first.close()
  await second.close()
})

test('a test database has the tables of the migrations', async () => {
  expect(await first.db.complaint.count()).toBe(0)
})

test('two test databases share nothing', async () => {
  await first.pool.query('CREATE TABLE only_here (id int)')
  const { rows } = await second.pool.query(`SELECT to_regclass('only_here') AS found`)
  expect(rows).toEqual([{ found: null }])
})
