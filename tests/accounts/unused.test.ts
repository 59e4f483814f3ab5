import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { openSession } from '../support/open-session.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'

/** Accounts that nobody has used for 60 days are locked by a job, and wake by an administrator or by a reset. */

let portal: Portal
let cookie: string
const day = 86_400_000
const begin = Date.parse('2026-03-11T07:00:00Z')
beforeAll(async () => {
  portal = await openPortal()
  await signInAs(portal, 'executor@example.kz')
  await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal.close())

const runJob = async (at: number) => {
  portal.setNow(new Date(at).toISOString())
  await portal.jobs.get('accounts.sleep')?.run({}, portal.deps.now())
}
const closed = async () =>
  (await portal.deps.db.staff.findMany({ where: { disabledFor: 'unused' }, orderBy: { id: 'asc' } })).map(
    ({ email }) => email.split('@')[0],
  )
const post = (person: number, act: 'enable' | 'reset') =>
  request(portal.app)
    .post(accountPaths.personAct(person, act))
    .set(sameOrigin)
    .set('Cookie', cookie)
    .type('form')
    .send({})

test('who never came in sleeps, who came lately does not', async () => {
  await runJob(begin + 10 * day)
  expect(await closed()).toEqual(['registrar', 'head', 'controller', 'operator', 'auditor'])
})

test('a sign-in counts for 60 days; the last administrator of a city stays', async () => {
  await runJob(begin + 61 * day)
  expect(await closed()).toEqual(['registrar', 'executor', 'head', 'controller', 'operator', 'auditor'])
  await runJob(begin + 61 * day)
  const rows = await portal.deps.db.staffLog.findMany({ where: { kind: 'put-to-sleep' } })
  expect(rows).toHaveLength(6)
  expect(rows[0]).toMatchObject({ staffId: null, cityId: portal.cast.city.id, detail: { unusedDays: 60 } })
})

test('the administrator wakes one, a reset another; neither sleeps again the next night', async () => {
  cookie = await openSession(portal, portal.cast.staff.city_admin)
  const page = await request(portal.app)
    .get(accountPaths.person(portal.cast.staff.executor))
    .set('Cookie', cookie)
  expect(page.text).toContain('Не используется, заблокирована')
  await post(portal.cast.staff.executor, 'enable').expect(303)
  await post(portal.cast.staff.head, 'reset').expect(303)
  expect(await closed()).toEqual(['registrar', 'controller', 'operator', 'auditor'])
  await runJob(begin + 62 * day)
  expect(await closed()).toEqual(['registrar', 'controller', 'operator', 'auditor'])
})

test('what an administrator has closed is no sleeper: a reset opens nothing', async () => {
  const { registrar } = portal.cast.staff
  await portal.deps.db.staff.update({ where: { id: registrar }, data: { disabledFor: null } })
  cookie = await openSession(portal, portal.cast.staff.city_admin)
  await post(registrar, 'reset').expect(404)
})
