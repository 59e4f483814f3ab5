import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCache } from '../../src/platform/cache/cache.ts'
import { withAdvisoryLock } from '../../src/platform/db/advisory-lock.ts'
import { bounded } from '../../src/platform/db/bounded.ts'
import { connect, type Database } from '../../src/platform/db/client.ts'
import { forgetHeld, inLane, type Lane, lanes, onPrimary } from '../../src/platform/db/lane.ts'
import { connectInLanes, connectionsOf, replicaOf } from '../../src/platform/db/lane-pools.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import { isUnavailable } from '../../src/platform/db/unavailable.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openDatabaseLine } from '../support/database-line.ts'

let database: TestDatabase
const opened: Database[] = []
const open = (options: Parameters<typeof connectInLanes>[1] = {}) => {
  const found = connectInLanes(database.url, { connections: 10, connectTimeoutMs: 1_000, ...options })
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

const through = <Result>(lane: Lane, work: () => Result) => inLane({ lane, mayLag: false }, work)

const ways: [string, (of: Database) => Promise<unknown>][] = [
  ['Prisma', async ({ db }) => await db.staff.findMany()],
  ['own SQL by Prisma', async ({ db }) => await db.$queryRaw`SELECT 1`],
  ['a transaction', ({ db }) => inTransaction(db, (tx) => tx.staff.count())],
  ['pg', ({ pool }) => pool.query('SELECT 1')],
  ['a connection of its own', async ({ pool }) => (await pool.connect()).release()],
]

describe('a lane whose connections are all taken', () => {
  test.each(ways)('refuses soon and keeps nobody else waiting: %s', async (_name, ask) => {
    const crowded = open()
    const held = await through('reading', () =>
      Promise.all([crowded.pool.connect(), crowded.pool.connect(), crowded.pool.connect()]),
    )
    expect(connectionsOf(crowded.pool).find(({ share }) => share === 'reading')).toMatchObject({
      open: 3,
      most: 3,
    })
    const others = lanes.filter((lane) => lane !== 'reading')
    await Promise.all(others.map((lane) => through(lane, () => ask(crowded))))
    const refused = await through('reading', () => ask(crowded)).then(
      () => expect.fail('nobody was refused'),
      (error: unknown) => error,
    )
    expect(isUnavailable(refused)).toBe(true)
    for (const one of held) one.release()
    await through('reading', () => ask(crowded))
  })
})

test('statements of each lane end in its own time', async () => {
  const { pool } = open()
  const most = await Promise.all(
    lanes.map((lane) =>
      through(lane, async () => {
        const { rows } = await pool.query<{ most: string }>(
          "SELECT current_setting('statement_timeout') AS most",
        )
        return `${lane} ${rows[0]?.most}`
      }),
    ),
  )
  expect(most).toEqual([
    ...['beginning 5s', 'filing 5s', 'reading 5s'],
    ...['map 3s', 'statistics 3s', 'staff 8s', 'upkeep 15s'],
  ])
})

test('who keeps a connection and asks for another one is found by tests', async () => {
  const { db, pool } = open({ strict: true })
  await through('filing', async () => {
    await expect(inTransaction(db, () => db.staff.count())).rejects.toThrow('a second connection')
    await expect(inTransaction(db, () => pool.query('SELECT 1'))).rejects.toThrow('a second connection')
    await inTransaction(db, (tx) => tx.staff.count())
    await db.staff.count()
  })
})

test('a connection that nobody waits for any more is not in the way of the next attempt', async () => {
  const { db, pool } = open({ strict: true })
  await through('filing', async () => {
    const late = await pool.connect()
    await expect(db.staff.count()).rejects.toThrow('a second connection')
    forgetHeld()
    expect(await inTransaction(db, (tx) => tx.staff.count())).toBe(0)
    late.release()
  })
})

test('a lock takes no connection of those that the work under it needs', async () => {
  const { pool, close } = connect(database.url, { poolSize: 1 })
  const work = () =>
    withAdvisoryLock(pool, [7_232_099, 1], { wait: false }, async () => {
      await pool.query('SELECT 1')
      return withAdvisoryLock(pool, [7_232_099, 1], { wait: false }, async () => 'twice')
    })
  expect(await work()).toBe(null)
  expect(await withAdvisoryLock(pool, [7_232_099, 1], { wait: true }, async () => 'free again')).toBe(
    'free again',
  )
  await close()
})

describe('with a replica', () => {
  /** A server that tells what a replica tells, and refuses writes as one does. */
  async function replicaThatReplayed(place: 'all' | 'nothing of late'): Promise<string> {
    const schema = place === 'all' ? 'near' : 'far'
    const lsn = place === 'all' ? 'pg_current_wal_lsn()' : "'0/1'::pg_lsn"
    await database.pool.query(`CREATE SCHEMA IF NOT EXISTS ${schema};
      CREATE OR REPLACE FUNCTION ${schema}.pg_last_wal_replay_lsn() RETURNS pg_lsn LANGUAGE sql AS 'SELECT ${lsn.replaceAll("'", "''")}'`)
    const url = new URL(database.url)
    url.searchParams.set(
      'options',
      `-c default_transaction_read_only=on -c search_path=${schema},pg_catalog,public`,
    )
    return url.href
  }
  const asked = async ({ pool, db }: Database) => {
    const { rows } = await pool.query<{ on: string }>("SELECT current_setting('transaction_read_only') AS on")
    const raw = await db.$queryRaw`SELECT current_setting('transaction_read_only') AS on`
    expect(raw).toEqual(rows)
    return rows[0]?.on === 'on' ? 'replica' : 'primary'
  }
  const reading = <Result>(work: () => Promise<Result>) => inLane({ lane: 'reading', mayLag: true }, work)

  test('reading that may lag goes there, everything else to the primary', async () => {
    const both = open({ replicaUrl: await replicaThatReplayed('all') })
    await expect.poll(() => reading(() => asked(both))).toBe('replica')
    expect(await through('reading', () => asked(both))).toBe('primary')
    expect(await asked(both)).toBe('primary')
    expect(await reading(() => onPrimary(() => asked(both)))).toBe('primary')
    expect(replicaOf(both.pool)?.lagMs()).toBeLessThan(5_000)
  })

  test('a write in a page that only reads is done by the primary all the same', async () => {
    const both = open({ replicaUrl: await replicaThatReplayed('all') })
    await expect.poll(() => reading(() => asked(both))).toBe('replica')
    await reading(async () => {
      await both.pool.query('CREATE TABLE IF NOT EXISTS written (x int)')
      await both.db.$executeRaw`INSERT INTO written VALUES (1)`
      await inTransaction(both.db, (tx) => tx.$executeRaw`INSERT INTO written VALUES (2)`)
    })
    expect((await database.pool.query('SELECT x FROM written ORDER BY x')).rows).toEqual([{ x: 1 }, { x: 2 }])
  })

  test('what it breaks off half way is read once more, and then by the primary', async () => {
    const both = open({ replicaUrl: await replicaThatReplayed('all') })
    await expect.poll(() => reading(() => asked(both))).toBe('replica')
    const tried: string[] = []
    const read = reading(() =>
      bounded(both.pool, 1_000, async (client) => {
        const { rows } = await client.query("SELECT current_setting('default_transaction_read_only') AS on")
        tried.push(rows[0]?.on)
        if (tried.length < 3) {
          await client.query("DO $$ BEGIN RAISE 'conflict with recovery' USING ERRCODE = '40001'; END $$")
        }
        return 'read'
      }),
    )
    expect(await read).toBe('read')
    expect(tried).toEqual(['on', 'on', 'off'])
  })

  test('what was changed a moment ago is loaded into a cache from the primary', async () => {
    const both = open({ replicaUrl: await replicaThatReplayed('all') })
    await expect.poll(() => reading(() => asked(both))).toBe('replica')
    const cache = createCache()
    const load = (key: string) =>
      reading(() => cache.get(key, 60_000, async () => ({ by: await asked(both) })))
    expect(await load('city:1')).toEqual({ by: 'replica' })
    cache.forget('city:')
    expect(await load('city:1')).toEqual({ by: 'primary' })
    expect(await load('works:1')).toEqual({ by: 'replica' })
  })

  test.each([
    ['lags', () => replicaThatReplayed('nothing of late')],
    ['is none', async () => database.url],
    ['cannot be reached', async () => 'postgresql://nobody@127.0.0.1:1/nothing'],
  ])('one that %s is not asked', async (_name, url) => {
    const both = open({ replicaUrl: await url() })
    expect(await reading(() => asked(both))).toBe('primary')
    expect(replicaOf(both.pool)?.usable()).toBe(false)
  })

  test('one that goes away is replaced by the primary within the same request', {
    tags: ['long'],
  }, async () => {
    const line = await openDatabaseLine(await replicaThatReplayed('all'))
    const both = open({ replicaUrl: line.url })
    await expect.poll(() => reading(() => asked(both))).toBe('replica')
    line.set('cut')
    expect(await reading(() => asked(both))).toBe('primary')
    line.set('whole')
    await expect.poll(() => reading(() => asked(both))).toBe('replica')
    await both.close(0)
    await line.close()
  })
})
