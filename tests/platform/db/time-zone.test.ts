import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Database, inUtc } from '../../../src/platform/db/client.ts'
import { insertion, writeWhole } from '../../../src/platform/db/whole-write.ts'
import { createCastDatabase } from '../../support/database.ts'

/** A server from a package has the time zone of its machine. */
let database: Awaited<ReturnType<typeof createCastDatabase>>
let inAlmaty: Database
beforeAll(async () => {
  database = await createCastDatabase()
  await database.pool.query(
    `ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" SET timezone = 'Asia/Almaty'`,
  )
  inAlmaty = connect(database.url)
})
afterAll(async () => {
  await inAlmaty?.close()
  await database?.close()
})

test('an instant is the same however it is written and read', async () => {
  const { db, pool } = inAlmaty
  const at = new Date('2026-03-11T07:00:00.000Z')
  const cityId = database.cast.city.id
  const byModel = Buffer.alloc(32, 1)
  const byStatement = Buffer.alloc(32, 2)
  const row = { cityId, data: {}, createdAt: at, updatedAt: at }
  await db.draft.create({ data: { id: byModel, ...row } })
  await writeWhole({ db, pool }, insertion('draft', [{ id: byStatement, ...row }]))
  const read = await db.draft.findMany({ select: { createdAt: true } })
  expect(read).toEqual([{ createdAt: at }, { createdAt: at }])
  const raw = await db.$queryRaw<{ at: Date; epoch: number }[]>`
    SELECT created_at AS at, extract(epoch FROM created_at)::float8 AS epoch FROM draft`
  expect(raw).toEqual(Array(2).fill({ at, epoch: at.getTime() / 1000 }))
  const inside = await db.$transaction(
    (tx) => tx.$queryRaw<{ at: Date }[]>`SELECT created_at AS at FROM draft`,
  )
  expect(inside).toEqual([{ at }, { at }])
})

test('options that stand in the address stay', () => {
  const url = new URL(
    inUtc('postgresql://a:b@127.0.0.1:5/c?options=-c%20search_path%3Dportal&sslmode=require'),
  )
  expect(url.searchParams.get('options')).toBe('-c search_path=portal -c TimeZone=UTC')
  expect(url.searchParams.get('sslmode')).toBe('require')
})

test('lists of numbers and days come as their single values do', async () => {
  const [row] = await inAlmaty.db.$queryRaw<Record<string, unknown[]>[]>`
    SELECT ARRAY[1::bigint, NULL] AS big, ARRAY[1.5::numeric] AS exact, ARRAY['2026-03-11'::date] AS days,
      ARRAY['2026-03-11 07:00'::timestamp] AS times`
  expect(row?.['big']).toEqual([1n, null])
  expect(String(row?.['exact']?.[0])).toBe('1.5')
  expect(row?.['days']).toEqual([new Date('2026-03-11T00:00:00Z')])
  expect(row?.['times']).toEqual([new Date('2026-03-11T07:00:00Z')])
})

test.each([
  [{ a: Number.NaN }],
  [{ a: new Date('never') }],
  [{ a: undefined }],
])('what JSON would make nothing of is refused: %j', (row) => {
  expect(() => insertion('draft', [row])).toThrow('no value of a column')
})

test('rows of one insertion have the same fields', () => {
  expect(() => insertion('draft', [{ a: 1 }, { a: 1, b: 2 }])).toThrow('other fields')
})
