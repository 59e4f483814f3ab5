import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkProjections, writeComplaints } from '../../src/features/complaints/index.ts'
import { bulkOf, HistoryBuilder, HOUR } from '../statistics/histories.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let number: string

beforeAll(async () => {
  portal = await openPortal()
  const { cast, deps } = portal
  const start = deps.now().epochMilliseconds - 900 * HOUR
  const history = new HistoryBuilder(cast, start, { category: null, district: null, channel: 'web' })
  history.sent(start, cast.offices.roads, start + 200 * HOUR)
  history.transferred(start + HOUR, cast.offices.roads, cast.offices.housing, start + 300 * HOUR, false)
  history.answered(start + 20 * HOUR, 'solved', cast.staff.executor)
  history.reopened(start + 30 * HOUR, start + 400 * HOUR)
  history.answered(start + 40 * HOUR, 'explained', cast.staff.executor)
  const numbers = await writeComplaints(deps.pool, [
    bulkOf(cast, history.history),
    bulkOf(cast, history.history),
  ])
  number = numbers[0] ?? ''
})
afterAll(() => portal.close())

describe('projections against the activity', () => {
  it('agree after every act', async () => {
    expect(await checkProjections(portal.deps.pool)).toEqual({ checked: 2, faults: [] })
    expect(await brokenInvariants(portal.deps)).toEqual([])
  })

  const own = 'complaint_id = (SELECT id FROM complaint WHERE number = $1)'
  it.each([
    ['a status', `UPDATE complaint SET status = 'merged' WHERE number = $1`, 'complaint', 'status'],
    ['a day', `UPDATE complaint SET due_on = due_on + 1 WHERE number = $1`, 'complaint', 'due_on'],
    [
      'a term',
      `UPDATE custody SET due_at = due_at + interval '1 ms' WHERE no = 2 AND ${own}`,
      'custody 2',
      'due_at',
    ],
    ['a text', `UPDATE answer SET text = 'nothing' WHERE no = 1 AND ${own}`, 'answer 1', 'text'],
    ['a stay', `DELETE FROM custody WHERE no = 3 AND ${own}`, 'custody', 'rows'],
  ])('%s that was changed by hand is found', async (_what, sql, part, column) => {
    const client = await portal.deps.pool.connect()
    try {
      // The check reads in a transaction of its own, so the change is undone by a copy of the row instead.
      await client.query('CREATE TEMP TABLE kept AS SELECT * FROM custody')
      await client.query('CREATE TEMP TABLE kept_complaint AS SELECT * FROM complaint')
      await client.query('CREATE TEMP TABLE kept_answer AS SELECT * FROM answer')
      await client.query(sql, [number])
      const { faults } = await checkProjections(portal.deps.pool)
      expect(faults).toEqual([expect.objectContaining({ number, part, column })])
    } finally {
      await client.query(`
        UPDATE complaint c SET status = k.status, due_on = k.due_on FROM kept_complaint k WHERE k.id = c.id;
        UPDATE answer a SET text = k.text FROM kept_answer k WHERE k.complaint_id = a.complaint_id AND k.no = a.no;
        DELETE FROM custody; INSERT INTO custody SELECT * FROM kept;
        DROP TABLE kept, kept_complaint, kept_answer`)
      client.release()
    }
  })
})
