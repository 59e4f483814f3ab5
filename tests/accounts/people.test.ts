import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { deskPaths } from '../../src/features/complaints/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { appOf, type Browser, castPassword, codeOf, signInAs } from '../support/sign-in.ts'

let portal: Portal
let admin: Browser
let head: Browser
beforeAll(async () => {
  portal = await openPortal()
})
beforeEach(async () => {
  portal.setNow(castNow)
  admin = await signInAs(portal, 'city_admin@example.kz')
  head = await signInAs(portal, 'head@example.kz')
})
afterAll(() => portal.close())

const post = (browser: Browser, path: string, body: object = {}) =>
  browser.post(path).set(sameOrigin).type('form').send(body)

const invitation = (more: object = {}) => ({
  name: 'Дина Сапарова',
  email: 'd.saparova@example.kz',
  positionKk: 'Маман',
  positionRu: 'Специалист',
  positionEn: 'Specialist',
  lang: 'kk',
  role: `executor.${portal.cast.city.id}.${portal.cast.offices.roads}`,
  ...more,
})

/** Runs the job of the link that was issued last, and gives the address in its mail. */
async function mailedLink(email: string): Promise<string> {
  const link = await portal.deps.db.staffSetupLink.findFirstOrThrow({
    where: { staff: { email }, usedAt: null },
    orderBy: { createdAt: 'desc' },
  })
  const payload = { link: Buffer.from(link.tokenHash).toString('base64url') }
  await portal.jobs.get('accounts.link')?.run(payload, portal.deps.now())
  const mails = (await readMails(portal)).filter(({ head: top }) => top.includes(email))
  const after = await portal.deps.db.staffSetupLink.findUniqueOrThrow({
    where: { tokenHash: link.tokenHash },
  })
  expect(after.sealedToken).toBeNull()
  return /\/staff\/set-up\/[\w-]+/.exec(mails.map(({ text }) => text).join('\n'))?.[0] ?? ''
}

describe('invitations', () => {
  test('are mailed, work once, and lead to the second factor', async () => {
    const invited = await post(head, accountPaths.invite(), invitation())
    expect(invited.status).toBe(303)
    expect(invited.headers['location']).toMatch(/^\/staff\/people\/\d+\?done=invited$/)
    const path = await mailedLink('d.saparova@example.kz')
    const choose = () =>
      request(portal.app)
        .post(path)
        .set(sameOrigin)
        .type('form')
        .send({ password: castPassword, repeat: castPassword })
    expect((await choose()).status).toBe(303)
    expect((await choose()).status).toBe(410)
    const browser = request.agent(portal.app)
    const entered = await post(browser, accountPaths.signIn(), {
      email: 'd.saparova@example.kz',
      password: castPassword,
    })
    expect(entered.headers['location']).toBe(accountPaths.secondFactor())
  })

  test('say what is missing, and keep what was typed', async () => {
    const taken = await post(admin, accountPaths.invite(), invitation({ email: 'head@example.kz' }))
    expect(taken.status).toBe(422)
    expect(taken.text).toContain('href="#email"')
    expect(taken.text).toContain('Дина Сапарова')
    const empty = await post(admin, accountPaths.invite(), {})
    expect(empty.text.match(/class="ds-validation-message"/g)?.length).toBeGreaterThan(4)
  })

  test('of a head give no role beyond the own office', async () => {
    const { city, offices } = portal.cast
    for (const role of [
      `head.${city.id}.${offices.roads}`,
      `executor.${city.id}.${offices.housing}`,
      `city_admin.${city.id}.0`,
      `executor.${city.id}.0`,
    ]) {
      expect(
        (await post(head, accountPaths.invite(), invitation({ email: 'x@example.kz', role }))).status,
      ).toBe(422)
    }
    expect(await portal.deps.db.staff.count({ where: { email: 'x@example.kz' } })).toBe(0)
  })
})

describe('roles', () => {
  test('are given and taken, work at the next click, and are in the log', async () => {
    const { city, staff } = portal.cast
    const operator = await signInAs(portal, 'operator@example.kz')
    expect((await operator.get('/staff/audit')).status).toBe(404)
    const role = `auditor.${city.id}.0`
    await post(admin, accountPaths.personAct(staff.operator, 'give-role'), { role }).expect(303)
    expect((await operator.get('/staff/audit')).status).toBe(200)
    await post(admin, accountPaths.personAct(staff.operator, 'take-role'), { role }).expect(303)
    expect((await operator.get('/staff/audit')).status).toBe(404)
    const last = await post(admin, accountPaths.personAct(staff.operator, 'take-role'), {
      role: `operator.${city.id}.0`,
    })
    expect(last.status).toBe(422)
    const rows = await portal.deps.db.staffLog.findMany({
      where: { subject: `staff ${staff.operator}`, kind: { startsWith: 'role-' } },
    })
    expect(rows.map(({ kind, staffId }) => [kind, staffId])).toEqual([
      ['role-given', staff.city_admin],
      ['role-taken', staff.city_admin],
    ])
  })

  test('of oneself, or beyond one’s reach, are nobody’s to give', async () => {
    const { city, staff, offices } = portal.cast
    const give = (browser: Browser, id: number, role: string) =>
      post(browser, accountPaths.personAct(id, 'give-role'), { role })
    expect((await give(admin, staff.city_admin, `controller.${city.id}.0`)).status).toBe(404)
    expect((await give(head, staff.executor, `head.${city.id}.${offices.roads}`)).status).toBe(404)
    expect((await give(head, staff.operator, `executor.${city.id}.${offices.roads}`)).status).toBe(404)
    expect((await give(admin, staff.executor, `executor.${portal.cast.otherCity.id}.0`)).status).toBe(404)
  })

  test('need a fresh proof, and what was typed goes on after it', async () => {
    const { city, staff } = portal.cast
    portal.setNow('2026-03-11T07:16:00Z')
    const role = `controller.${city.id}.0`
    const path = accountPaths.personAct(staff.operator, 'give-role')
    const asked = await post(admin, path, { role })
    expect(asked.status).toBe(403)
    expect(asked.text).toContain(`name="role" value="${role}"`)
    const wrong = await post(admin, path, { role, proof_code: '000000' })
    expect(wrong.status).toBe(422)
    const proof_code = codeOf(portal, await appOf(portal, staff.city_admin))
    await post(admin, path, { role, proof_code }).expect(303)
    await post(admin, accountPaths.personAct(staff.operator, 'take-role'), { role }).expect(303)
  })
})

describe('an account', () => {
  test('that is closed is out at the next click', async () => {
    const { registrar } = portal.cast.staff
    const browser = await signInAs(portal, 'registrar@example.kz')
    expect((await browser.get(accountPaths.sessions())).status).toBe(200)
    await post(admin, accountPaths.personAct(registrar, 'disable')).expect(303)
    expect((await browser.get(accountPaths.sessions())).status).toBe(303)
    await post(admin, accountPaths.personAct(registrar, 'enable')).expect(303)
    await signInAs(portal, 'registrar@example.kz')
  })

  test('whose second factor is lost is reset by two people, and both are named', async () => {
    const { executor, head: headId } = portal.cast.staff
    const browser = await signInAs(portal, 'executor@example.kz')
    await post(head, accountPaths.personAct(executor, 'reset')).expect(303)
    expect((await browser.get(accountPaths.sessions())).status).toBe(303)
    // Until the link is used the old factor stays
    expect(await portal.deps.db.staffTotp.count({ where: { staffId: executor } })).toBe(1)
    const path = await mailedLink('executor@example.kz')
    const body = { password: castPassword, repeat: castPassword }
    await request(portal.app).post(path).set(sameOrigin).type('form').send(body).expect(303)
    expect(await portal.deps.db.staffTotp.count({ where: { staffId: executor } })).toBe(0)
    const rows = await portal.deps.db.staffLog.findMany({
      where: {
        kind: { in: ['reset-started', 'password-set'] },
        OR: [{ staffId: headId }, { staffId: executor }],
      },
      orderBy: { id: 'desc' },
      take: 2,
    })
    expect(rows.map(({ kind, staffId, subject }) => [kind, staffId, subject])).toEqual([
      ['password-set', executor, `staff ${headId}`],
      ['reset-started', headId, `staff ${executor}`],
    ])
    expect((await post(head, accountPaths.personAct(headId, 'reset'))).status).toBe(404)
  })
})

describe('somebody who stands in', () => {
  test('sees and gets the work from the first day to the last, and not a day longer', async () => {
    const { staff, offices } = portal.cast
    const { number } = await fileOne(portal, {})
    await portal.deps.db.staff.create({
      data: {
        ...{ email: 'stand-in@example.kz', name: 'Stand-in', createdAt: new Date(castNow) },
        ...{ positionKk: 'm', positionRu: 'm', positionEn: 'm' },
        roles: { create: { cityId: portal.cast.city.id, officeId: offices.housing, role: 'executor' } },
      },
    })
    const { id } = await portal.deps.db.staff.findUniqueOrThrow({ where: { email: 'stand-in@example.kz' } })
    const browser = await signInAs(portal, 'stand-in@example.kz')
    expect((await browser.get(deskPaths.show(number))).status).toBe(404)
    const name = { substitute: id, fromOn: '2026-03-12', toOn: '2026-03-13' }
    const path = accountPaths.personAct(staff.executor, 'substitute')
    expect((await post(head, path, { ...name, toOn: '2026-03-11' })).status).toBe(422)
    await post(head, path, name).expect(303)
    expect((await browser.get(deskPaths.show(number))).status).toBe(404)
    portal.setNow('2026-03-11T19:00:00Z')
    const evening = await signInAs(portal, 'stand-in@example.kz')
    expect((await evening.get(deskPaths.show(number))).status).toBe(200)
    portal.setNow('2026-03-13T18:59:00Z')
    const last = await signInAs(portal, 'stand-in@example.kz')
    expect((await last.get(deskPaths.show(number))).status).toBe(200)
    portal.setNow('2026-03-13T19:00:00Z')
    expect((await last.get(deskPaths.show(number))).status).toBe(404)
  })
})

test('a sign-in from a device that is new is told by mail, a known one is not', async () => {
  const { operator } = portal.cast.staff
  const count = () =>
    portal.deps.pool
      .query(`SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'accounts.notice'
        AND data->>'notice' = 'new-device' AND (data->>'staffId')::int = ${operator}`)
      .then(({ rows }) => rows[0]?.n as number)
  await signInAs(portal, 'operator@example.kz')
  const before = await count()
  await signInAs(portal, 'operator@example.kz')
  expect(await count()).toBe(before)
  const browser = request.agent(portal.app)
  const phone = 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36'
  const send = (path: string, body: object) => post(browser, path, body).set('User-Agent', phone)
  await send(accountPaths.signIn(), { email: 'operator@example.kz', password: castPassword })
  await send(accountPaths.secondFactor(), {
    proof_code: codeOf(portal, await appOf(portal, operator)),
  }).expect(303)
  expect(await count()).toBe(before + 1)
  const at = portal.deps.now().epochMilliseconds
  const payload = { notice: 'new-device', staffId: operator, device: 'Chrome · Android', at }
  await portal.jobs.get('accounts.notice')?.run(payload, portal.deps.now())
  const mails = (await readMails(portal)).filter(({ head: top }) => top.includes('operator@example.kz'))
  expect(mails.at(-1)?.text).toContain('Chrome · Android')
})
