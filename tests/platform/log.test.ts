import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
const lines: string[] = []
const log = createLog('production', { write: (line: string) => lines.push(line) })

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const secret = 'aigul@example.kz'
const staff = {
  email: secret,
  name: 'Айгүл',
  positionKk: '',
  positionRu: '',
  positionEn: '',
  createdAt: new Date('2026-03-11T07:00:00Z'),
}

/** The line that a failure leaves. */
async function lineOf(work: () => Promise<unknown>): Promise<Record<string, unknown>> {
  lines.length = 0
  await work().then(
    () => expect.fail('nothing failed'),
    (error: unknown) => log.error({ err: error }, 'request failed'),
  )
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '')
}

test('an error keeps its kind, code and stack', async () => {
  await database.db.staff.create({ data: staff })
  const line = await lineOf(() => database.db.staff.create({ data: staff }))
  expect(line).toMatchObject({ msg: 'request failed', err: { code: 'P2002' } })
  expect(JSON.stringify(line)).toMatch(/log\.test\.ts/)
})

test.each<[string, () => Promise<unknown>]>([
  ['a unique index', () => database.db.staff.create({ data: staff })],
  [
    'a field that is not there',
    () => {
      const data = { ...staff, email: 'b@example.kz', name: secret, nickname: 'x' }
      return database.db.staff.create({ data })
    },
  ],
  [
    'a check: PostgreSQL tells the whole row',
    () =>
      database.pool.query(
        `WITH new AS (SELECT 1) INSERT INTO staff_role (staff_id, city_id, role) VALUES (1, 1, '${secret}'), (1, 1, 'head')`,
      ),
  ],
  [
    'a mail server',
    () => Promise.reject(Object.assign(new Error('not taken'), { rejected: [secret], response: secret })),
  ],
])('no data of people: %s', async (_name, work) => {
  expect(JSON.stringify(await lineOf(work))).not.toContain('aigul')
})

test('what is thrown and is no error is told as well', async () => {
  const line = await lineOf(() => Promise.reject('gone'))
  expect(line).toMatchObject({ err: { message: 'gone' } })
  const copy = await lineOf(() => Promise.reject({ message: 'no connection', code: '57P01', detail: secret }))
  expect(copy).toMatchObject({ err: { message: 'no connection', code: '57P01' } })
  expect(JSON.stringify(copy)).not.toContain('aigul')
})
