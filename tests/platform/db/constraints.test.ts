import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, plantCast } from '../../support/cast.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

/** What the database itself refuses, whoever writes: a slip of a later page or of a person at psql. */

let database: TestDatabase
let cast: Cast

beforeAll(async () => {
  database = await createTestDatabase()
  cast = await plantCast(database.db)
})
afterAll(() => database.close())

const run = (sql: string, values: unknown[] = []) => database.pool.query(sql, values)

describe('what others refer to cannot be removed', () => {
  test('an office with staff: its executor would become the executor of the whole city', async () => {
    const { rows } = await run(
      `INSERT INTO office (city_id, code, kind, name_kk, name_ru, name_en, short_kk, short_ru, short_en, contacts)
       VALUES ($1, 'short-lived', 'department', '', '', '', '', '', '', '{}') RETURNING id`,
      [cast.city.id],
    )
    const [{ id }] = rows
    await run(`UPDATE staff_role SET office_id = $1 WHERE staff_id = $2`, [id, cast.staff.executor])
    await expect(run('DELETE FROM office WHERE id = $1', [id])).rejects.toThrow(/foreign key/)
  })

  test('a category or district with a rule: its rule would answer for every category, for every district', async () => {
    await expect(run('DELETE FROM category WHERE id = $1', [cast.categories.snow])).rejects.toThrow(
      /foreign key/,
    )
    await expect(run('DELETE FROM district WHERE id = $1', [cast.districts.east])).rejects.toThrow(
      /foreign key/,
    )
  })
})

test('roles of an office name it, roles of the whole city name none', async () => {
  const add = (role: string, officeId: number | null) =>
    run('INSERT INTO staff_role (staff_id, city_id, office_id, role) VALUES ($1, $2, $3, $4)', [
      cast.staff.operator,
      cast.city.id,
      officeId,
      role,
    ])
  await expect(add('executor', null)).rejects.toThrow(/check constraint/)
  await expect(add('controller', cast.offices.roads)).rejects.toThrow(/check constraint/)
  await add('head', cast.offices.roads)
})

describe('activity is append-only', () => {
  const bytes = () => randomBytes(32)
  let complaintId: number

  beforeAll(async () => {
    const { rows } = await run(
      `INSERT INTO complaint (number, city_id, channel, text, text_lang, reply_lang, status, open, publication, shown,
         received_at, updated_at, version)
       VALUES ('260300000000', $1, 'web', '', 'ru', 'ru', 'new', true, 'published', true, now(), now(), 1) RETURNING id`,
      [cast.city.id],
    )
    complaintId = rows[0].id
    await run(
      `INSERT INTO activity (complaint_id, seq, kind, at, actor_kind, staff_id, office_id, public, payload, salt,
         payload_digest, prev_hash, hash)
       VALUES ($1, 1, 'noted', now(), 'staff', $2, $3, false, '{"text": "a"}', $4, $5, $6, $7)`,
      [complaintId, cast.staff.head, cast.offices.roads, bytes(), bytes(), bytes(), bytes()],
    )
  })

  const erase = `SET LOCAL ashyq.erase = 'on'; UPDATE activity SET payload = NULL, salt = NULL`

  test.each([
    'UPDATE activity SET kind = kind',
    'DELETE FROM activity',
    'TRUNCATE activity CASCADE',
  ])('no %s', async (sql) => {
    await expect(run(sql)).rejects.toThrow(/append-only/)
  })

  test.each([
    'staff_id = 1',
    'office_id = NULL',
    "payload_digest = '\\x00'",
    'prev_hash = NULL',
    "kind = 'x'",
  ])('erasing changes nothing but the words: not %s', async (change) => {
    await expect(run(`${erase}, ${change} WHERE complaint_id = ${complaintId}`)).rejects.toThrow(
      /append-only/,
    )
  })

  test('words can be erased by a session that says so', async () => {
    await run(`${erase} WHERE complaint_id = ${complaintId}`)
    const { rows } = await run('SELECT payload, salt, staff_id FROM activity WHERE complaint_id = $1', [
      complaintId,
    ])
    expect(rows).toEqual([{ payload: null, salt: null, staff_id: cast.staff.head }])
  })
})
