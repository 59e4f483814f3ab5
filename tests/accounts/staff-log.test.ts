import { afterAll, beforeAll, expect, test } from 'vitest'
import { logStaffAct, staffSubject, verifyStaffLog } from '../../src/features/activity/index.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const log = (staffId: number | null, subject: string) =>
  inTransaction(portal.deps.db, (tx) =>
    logStaffAct(tx, {
      at: portal.deps.now().epochMilliseconds,
      staffId,
      cityId: portal.cast.city.id,
      kind: 'role-given',
      subject,
      detail: { role: 'executor' },
    }),
  )

/** As somebody with the password of the database could. */
async function tamper(statement: string) {
  const { pool } = portal.deps
  await pool.query('ALTER TABLE staff_log DISABLE TRIGGER USER')
  await pool.query(statement)
  await pool.query('ALTER TABLE staff_log ENABLE TRIGGER USER')
}

test('acts of one person at once become one chain without holes', async () => {
  const { head, executor } = portal.cast.staff
  await Promise.all(Array.from({ length: 8 }, () => log(head, staffSubject(executor))))
  await log(executor, '')
  await log(null, '')
  const rows = await portal.deps.db.staffLog.findMany({ where: { staffId: head }, orderBy: { seq: 'asc' } })
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(await verifyStaffLog(portal.deps.pool)).toEqual({ checked: 10, broken: [] })
})

test('nothing in the log can be changed or removed', async () => {
  const { pool } = portal.deps
  for (const statement of [
    `UPDATE staff_log SET kind = 'signed-in'`,
    'DELETE FROM staff_log',
    'TRUNCATE staff_log',
  ]) {
    await expect(pool.query(statement)).rejects.toThrow('append-only')
  }
})

test('a row that was changed or removed behind the portal’s back is named', async () => {
  const { head } = portal.cast.staff
  const rows = await portal.deps.db.staffLog.findMany({ where: { staffId: head }, orderBy: { seq: 'asc' } })
  const [third, sixth] = [rows[2]?.id ?? 0, rows[5]?.id ?? 0]
  await tamper(`UPDATE staff_log SET detail = '{"role":"city_admin"}' WHERE id = ${sixth}`)
  expect((await verifyStaffLog(portal.deps.pool)).broken).toEqual([
    { id: sixth, staffId: head, seq: 6, reason: 'payload' },
  ])
  await tamper(`DELETE FROM staff_log WHERE id = ${third}`)
  expect((await verifyStaffLog(portal.deps.pool)).broken).toEqual([
    { id: rows[3]?.id, staffId: head, seq: 4, reason: 'gap' },
  ])
})
