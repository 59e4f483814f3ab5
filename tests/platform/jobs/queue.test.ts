import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inTransaction, type Transaction } from '../../../src/platform/db/transaction.ts'
import { createJobQueue, type JobQueue } from '../../../src/platform/jobs/queue.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let queue: JobQueue
const lines: Record<string, unknown>[] = []
const runs: unknown[] = []
let rested = 0

beforeAll(async () => {
  database = await createTestDatabase()
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) })
  queue = createJobQueue(database.pool, log)
  const jobs = [
    {
      name: 'test.fails-once',
      async run(payload: unknown) {
        runs.push(payload)
        if (runs.length === 1) throw new Error('the mail server is away')
      },
    },
    { name: 'test.long', long: true as const, async run() {} },
    {
      name: 'test.rested',
      async run() {
        rested += 1
      },
    },
    { name: 'heard.job', async run() {} },
    { name: 'heard.here', on: 'heard.job', async run() {} },
    { name: 'heard.there', on: 'heard.job', async run() {} },
  ]
  await queue.start(jobs, { work: true })
}, 60_000)
afterAll(async () => {
  await queue.stop()
  await database.close()
})

test('a job and those who hear of it are added together, with the payload and the delay of each, or not at all', async () => {
  const tell = (payload: object) => (tx: Transaction) =>
    queue.add(tx, 'heard.job', payload, { afterSeconds: 600 })
  await inTransaction(database.db, tell({ text: "it's $1, {} and 'quoted'" }))
  const failing = inTransaction(database.db, async (tx) => {
    await tell({ text: 'never' })(tx)
    throw new Error('the change did not happen')
  })
  await expect(failing).rejects.toThrow('the change did not happen')
  const { rows } = await database.pool.query(
    `SELECT name, data, start_after > now() + interval '9 minutes' AS later FROM pgboss.job
     WHERE name IN ('heard.job', 'heard.here', 'heard.there') ORDER BY name`,
  )
  const rest = { data: { text: "it's $1, {} and 'quoted'" }, later: true }
  expect(rows).toEqual(['heard.here', 'heard.job', 'heard.there'].map((name) => ({ name, ...rest })))
})

test('a job that fails is in the log, by name and without what it was about, and is done again', {
  tags: ['long'],
}, async () => {
  await inTransaction(database.db, (tx) => queue.add(tx, 'test.fails-once', { complaintId: 7 }))
  await expect.poll(() => runs.length, { timeout: 25_000 }).toBe(2)
  expect(runs).toEqual([{ complaintId: 7 }, { complaintId: 7 }])
  const failed = lines.filter(({ job }) => job === 'test.fails-once')
  expect(failed).toHaveLength(1)
  expect(failed[0]).toMatchObject({ err: { message: 'the mail server is away' } })
})

test('a job goes with its transaction', async () => {
  const before = runs.length
  const undone = inTransaction(database.db, async (tx) => {
    await queue.add(tx, 'test.fails-once', { complaintId: 8 })
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS n FROM pgboss.job WHERE data->>'complaintId' = '8'`,
  )
  expect([rows[0].n, runs.length]).toEqual([0, before])
})

test('a job that takes hours is not begun again meanwhile', async () => {
  await inTransaction(database.db, async (tx) => {
    await queue.add(tx, 'test.long', {})
    await queue.add(tx, 'test.fails-once', { complaintId: 9 })
  })
  const { rows } = await database.pool.query(
    `SELECT DISTINCT name, expire_seconds FROM pgboss.job WHERE name LIKE 'test.%' ORDER BY name`,
  )
  expect(rows).toEqual([
    { name: 'test.fails-once', expire_seconds: 900 },
    { name: 'test.long', expire_seconds: 21_600 },
  ])
})

test('queues at rest are asked together; only one that has something to do is asked by itself', async () => {
  const query = vi.spyOn(database.pool, 'query')
  const asked = (words: RegExp) => query.mock.calls.filter(([text]) => words.test(String(text))).length
  try {
    await expect.poll(() => asked(/unnest\(\$1::text\[\]\) AS q/), { timeout: 20_000 }).toBeGreaterThan(2)
    await inTransaction(database.db, (tx) => queue.add(tx, 'test.rested', {}))
    await expect.poll(() => rested, { timeout: 20_000 }).toBe(1)
    expect(asked(/j\.name = 'test\.rested'/)).toBeGreaterThan(0)
    // Each asks by itself every half minute.
    expect(asked(/j\.name = 'heard\.job'/)).toBeLessThan(2)
  } finally {
    query.mockRestore()
  }
})

test('a database that goes away while jobs are taken up is waited for, since pages are answered already', async () => {
  let away = 0
  const query = async (...args: Parameters<typeof database.pool.query>) => {
    if (away > 0) {
      away -= 1
      throw new Error('Connection terminated unexpectedly')
    }
    return database.pool.query(...args)
  }
  const pool = new Proxy(database.pool, {
    get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)),
  })
  const other = createJobQueue(pool, pino({ level: 'silent' }))
  const jobs = [{ name: 'test.nightly', cron: '0 3 * * *', async run() {} }]
  await other.start(jobs, { work: false })
  away = 2
  await other.work(jobs)
  expect(away).toBe(0)
  const { rows } = await database.pool.query(`SELECT cron FROM pgboss.schedule WHERE name = 'test.nightly'`)
  expect(rows).toEqual([{ cron: '0 3 * * *' }])
  await other.stop()
})
