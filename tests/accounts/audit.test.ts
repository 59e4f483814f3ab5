import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logStaffAct } from '../../src/features/activity/index.ts'
import { auditPaths } from '../../src/features/audit/index.ts'
import { deskPaths, formatNumber } from '../../src/features/complaints/index.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let auditor: Browser
let number: string
beforeAll(async () => {
  portal = await openPortal()
  number = (await fileOne(portal, {})).number
  const executor = await signInAs(portal, 'executor@example.kz')
  const complaint = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
  await executor
    .post(deskPaths.act(number, 'accept'))
    .set(sameOrigin)
    .type('form')
    .send({ version: complaint.version })
    .expect(303)
  auditor = await signInAs(portal, 'auditor@example.kz')
})
afterAll(() => portal.close())

/** Who and what of each row. */
const rowsOf = (html: string): string[] =>
  [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)]
    .slice(1)
    .map(([, row = '']) => [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].slice(1, 4))
    .map((cells) => cells.map(([, cell = '']) => cell.replaceAll(/<[^>]*>/g, '').trim()).join(' | '))

const list = async (query: Parameters<typeof auditPaths.list>[0] = {}) =>
  rowsOf((await auditor.get(auditPaths.list(query)).expect(200)).text)

const log = (cityId: number | null, staffId: number, subject = '') =>
  inTransaction(portal.deps.db, (tx) =>
    logStaffAct(tx, {
      ...{ at: portal.deps.now().epochMilliseconds, staffId, cityId, kind: 'settings-changed', subject },
      detail: { before: '=1+1', after: '2' },
    }),
  )

describe('the audit', () => {
  test('shows acts on complaints and sign-ins, and finds them by person, number, topic and day', async () => {
    const all = await list()
    expect(all).toContain('Asel auditor | Вошёл в систему | –')
    expect(
      all.some((row) => row.startsWith('Asel executor | Принято') && row.includes(formatNumber(number))),
    ).toBe(true)
    const { executor } = portal.cast.staff
    // What the person did, and what was done to the account
    const about = await list({ person: String(executor) })
    expect(about.length).toBeGreaterThan(2)
    expect(about.filter((row) => !/^Asel executor|\| Asel executor$/.test(row))).toEqual([])
    expect(await list({ number: formatNumber(number) })).toHaveLength(1)
    expect(await list({ topic: 'entry' })).toContain('Asel auditor | Вошёл в систему | –')
    expect(await list({ to: '2026-03-10' })).toEqual([])
    expect((await list({ from: '2026-03-11', to: '2026-03-11' })).length).toBeGreaterThan(2)
    const bad = await auditor.get(auditPaths.list({ number: '1234' }))
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('href="#number"')
  })

  test('shows looks at contacts, by whomever', async () => {
    const { pool, cache } = portal.deps
    await pool.query(`CREATE TABLE IF NOT EXISTS staff_look (id serial PRIMARY KEY, at timestamptz(3) NOT NULL,
      staff_id int NOT NULL, complaint_id int NOT NULL, what text NOT NULL, reason text NOT NULL DEFAULT '')`)
    cache.forget('audit:')
    await pool.query(
      `INSERT INTO staff_look (at, staff_id, complaint_id, what, reason)
       SELECT $1, $2, id, 'contacts', 'call back' FROM complaint WHERE number = $3`,
      [new Date(portal.deps.now().epochMilliseconds), portal.cast.staff.operator, number],
    )
    expect(await list({ topic: 'contacts' })).toEqual([
      `Asel operator | Посмотрел контакты жителя | ${formatNumber(number)}`,
    ])
  })

  test('is that of the own city alone', async () => {
    const { cast } = portal
    await log(cast.otherCity.id, cast.staff.head, 'elsewhere')
    await log(cast.city.id, cast.staff.head, 'here')
    const settings = await list({ topic: 'settings' })
    expect(settings).toEqual(['Asel head | Изменил настройки | here'])
  })

  test('is taken out as a table without formulas, and that is written down', async () => {
    const taken = await auditor.get(auditPaths.csv({ topic: 'settings' })).expect(200)
    expect(taken.headers['content-type']).toContain('text/csv')
    expect(taken.text).toContain('here')
    expect(taken.text.split('\r\n').filter((line) => /(^|,)[=+@]/.test(line))).toEqual([])
    expect(await list({ topic: 'data' })).toEqual(['Asel auditor | Выгрузил данные | Аудит'])
  })

  test('is taken out only with a fresh proof', async () => {
    portal.setNow('2026-03-11T07:10:01Z')
    const late = await auditor.get(auditPaths.csv())
    expect([late.status, late.headers['location']]).toEqual([303, '/staff/confirm?next=%2Fstaff%2Faudit.csv'])
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('who audits a city sees its complaints and changes nothing', async () => {
    await auditor.get(deskPaths.show(number)).expect(200)
    const before = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    for (const act of ['start', 'note', 'publish', 'answer', 'assign'] as const) {
      const answer = await auditor
        .post(deskPaths.act(number, act))
        .set(sameOrigin)
        .type('form')
        .send({ version: before.version, text: 'Some words that are long enough', outcome: 'solved' })
      expect(answer.status, act).not.toBe(303)
    }
    const after = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    expect(after.version).toBe(before.version)
  })
})
