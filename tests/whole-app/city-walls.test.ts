import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'

/**
 * Every table that belongs to a city has the second wall (docs/decisions/0018): a transaction of staff writes no row of
 * another city. A table belongs to a city by a column, or by a key to a table that has the wall.
 */

/** Tables without it, each with the reason. */
const open: Readonly<Record<string, string>> = {
  // Written about a city by the portal itself, never by a member of staff
  guess_model: 'learned by a job',
  import_run: 'written by a command',
  open_dump: 'written by a job',
  search_word: 'counted by a job',
  stat_case: 'folded from activity, which has the wall',
  stat_cell: 'folded from activity, which has the wall',
  stat_state: 'folded from activity, which has the wall',
  stat_queue: 'written by a trigger of activity, which has the wall',
  complaint_search: 'written by a trigger of complaint, which has the wall',
  planted_part: 'written at a start and when a city is made',
  checkpoint_leaf: 'copied by a job from activity, which has the wall',
  checkpoint_tip: 'copied by a job from activity, which has the wall',
  term_notice: 'written by a job',
  // Of the people themselves, wherever they are staff
  draft: 'somebody reports in any city, also a member of staff',
  follow_request: 'somebody follows in any city, also a member of staff',
  subscription: 'somebody follows in any city, also a member of staff',
  follow_notice: 'written by a job',
  support: 'somebody supports in any city, also a member of staff',
  questionnaire: 'answered by who has the link',
  guide_miss: 'counts what anybody seeks in any city, also a member of staff',
  telegram_watch: 'written by the bot',
  open311_request: 'a program files in the city of its key, also one of a member of staff',
  // Of one member of staff
  saved_filter: 'auditors keep filters too, and write in no city',
  answering: 'says who has a page open; read by the own offices alone',
  bulk_item: 'what was chosen; each act on it has the wall',
  staff_log: 'what happened is written down whoever did it, also of a try in another city',
}

let database: Awaited<ReturnType<typeof createTestDatabase>>
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const names = async (sql: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ name: string }>(sql)
  return rows.map(({ name }) => name)
}

const walls = () =>
  names(`SELECT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname = 'a_staff_city_wall' AND t.tgenabled = 'O'`)

describe('tables of cities', () => {
  test('have the wall, or a reason why not', async () => {
    const walled = new Set(await walls())
    const byColumn = await names(`SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'city_id'`)
    // A thing of a complaint, a publication, a guide; staff and offices are only named by others
    const byKey = await names(`SELECT DISTINCT c.relname AS name FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
      WHERE k.contype = 'f' AND p.relname NOT IN ('staff', 'office', 'category', 'street')
        AND EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = p.oid AND t.tgname = 'a_staff_city_wall')`)
    const ofCities = new Set([...byColumn, ...byKey])
    const without = [...ofCities].filter((name) => !walled.has(name) && !(name in open))
    expect(without.toSorted()).toEqual([])
    expect(walled.size).toBeGreaterThan(40)
  })

  test('have no reason where they have the wall or are none', async () => {
    const walled = new Set(await walls())
    const all = new Set(await names(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`))
    const needless = Object.keys(open).filter((name) => walled.has(name) || !all.has(name))
    expect(needless).toEqual([])
  })
})
