import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  announceChange,
  type ChangeListener,
  listenForChanges,
} from '../../../src/platform/cache/change-notices.ts'
import { inTransaction } from '../../../src/platform/db/transaction.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database?.close())

let heard: string[]
let listener: ChangeListener
beforeEach(async () => {
  heard = []
  const { pool } = database
  const cache = { forget: (prefix: string) => void heard.push(prefix) }
  listener = listenForChanges({ pool, log: createLog('test'), cache })
  await listener.ready
  expect(heard.splice(0)).toEqual([''])
})
afterEach(() => listener.stop())

const announce = (...prefixes: string[]) => announceChange(database.db, prefixes)
const until = (prefixes: string[]) => vi.waitFor(() => expect(heard).toEqual(prefixes), { timeout: 8_000 })

describe('a notice', () => {
  test('comes with the commit, each beginning once', async () => {
    await inTransaction(database.db, async (tx) => {
      await announceChange(tx, ['city:', 'directory:1'])
      await announceChange(tx, ['city:'])
      await announce('first:')
      await until(['first:'])
    })
    await until(['first:', 'city:', 'directory:1'])
  })

  test('never comes when the change was rolled back', async () => {
    const failing = inTransaction(database.db, async (tx) => {
      await announceChange(tx, ['lost:'])
      throw new Error('thought better of it')
    })
    await expect(failing).rejects.toThrow('thought better')
    await announce('kept:')
    await until(['kept:'])
  })
})

test('after a lost connection all is forgotten, and notices are heard again', async () => {
  await database.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
  )
  await until([''])
  await announce('later:')
  await until(['', 'later:'])
})

test('whoever stops leaves no connection', async () => {
  await listener.stop()
  const { rows } = await database.pool.query(
    "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
  )
  expect(rows).toEqual([])
})

test('without a database it goes on trying, and can be stopped', async () => {
  const unreachable = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' })
  const warned = Promise.withResolvers<void>()
  const log = createLog('test')
  log.warn = () => warned.resolve()
  const idle = listenForChanges({ pool: unreachable, log, cache: { forget: () => undefined } })
  await warned.promise
  await idle.stop()
  await unreachable.end()
})
