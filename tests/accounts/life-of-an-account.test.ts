import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths, addStaff, disableStaff } from '../../src/features/accounts/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { codeOf } from '../support/sign-in.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

test('an account from the command to the end', async () => {
  const { app, deps, cast } = portal
  const at = deps.now().epochMilliseconds
  const email = 'Aigul.Nurlanova@Example.kz'
  const added = await addStaff(deps, {
    email,
    name: 'Айгүл Нұрланова',
    position: { kk: 'Бас маман', ru: 'Главный специалист', en: 'Chief specialist' },
    lang: 'kk',
    roles: [{ cityId: cast.city.id, officeId: cast.offices.roads, role: 'executor' }],
    at,
  })
  expect(added).not.toBeNull()
  const setUp = accountPaths.setUp(added?.token ?? '')

  // Nobody has a password before its owner chose one
  const signIn = (password: string, browser = request.agent(app)) =>
    browser.post(accountPaths.signIn()).set(sameOrigin).type('form').send({ email, password })
  expect((await signIn('')).status).toBe(422)
  expect((await signIn('anything at all, really')).text).toContain('Мекенжай немесе құпиясөз қате')

  // Looking at the link does not use it up
  for (let look = 0; look < 2; look++) {
    const page = await request(app).get(setUp).expect(200)
    expect(page.text).toContain('Айгүл Нұрланова')
    expect(page.text).toContain('aigul.nurlanova@example.kz')
    expect(page.headers['cache-control']).toBe('private, no-store')
    expect(page.headers['referrer-policy']).toBe('same-origin')
  }

  const choose = (password: string, repeat = password) =>
    request(app).post(setUp).set(sameOrigin).type('form').send({ password, repeat })
  const weak = await choose('aigulnurlanova')
  expect(weak.status).toBe(422)
  expect(weak.text).toContain('href="#password"')
  expect(weak.text).not.toContain('value="aigulnurlanova"')
  const differing = await choose('kesek tulpar samal', 'kesek tulpar samad')
  expect(differing.status).toBe(422)
  expect(differing.text).toContain('href="#repeat"')

  const chosen = await choose('kesek tulpar samal')
  expect(chosen.status).toBe(303)
  expect(chosen.headers['location']).toBe('/staff/sign-in?notice=password-set')
  expect((await request(app).get(setUp)).status).toBe(410)
  expect((await choose('another good password 7')).status).toBe(410)

  const stored = await deps.db.staff.findUniqueOrThrow({ where: { id: added?.staffId ?? 0 } })
  expect(stored.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)

  // The address is compared without case and blanks
  const browser = request.agent(app)
  const asked = await browser.get(accountPaths.sessions()).expect(303)
  expect(asked.headers['location']).toBe('/staff/sign-in?next=%2Fstaff%2Fsessions')
  const entered = await browser
    .post(asked.headers['location'] ?? '')
    .set(sameOrigin)
    .type('form')
    .send({ email: '  AIGUL.nurlanova@example.kz ', password: 'kesek tulpar samal' })
  expect(entered.status).toBe(303)
  expect(entered.headers['location']).toBe('/staff/second-factor?next=%2Fstaff%2Fsessions')

  // In a real city nobody works with a password alone
  expect((await browser.get(accountPaths.sessions())).headers['location']).toContain('/staff/second-factor')
  const led = await browser.get(accountPaths.secondFactor()).expect(303)
  expect(led.headers['location']).toBe(accountPaths.firstFactor())
  const setUpPage = await browser.get(accountPaths.firstFactor()).expect(200)
  const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(setUpPage.text)?.[1]?.replaceAll(' ', '') ?? ''
  const sealed = /name="secret" value="([\w-]+)"/.exec(setUpPage.text)?.[1]
  const give = (code: string) =>
    browser.post(accountPaths.firstApp()).set(sameOrigin).type('form').send({ secret: sealed, code })
  const wrong = await give('000000')
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('href="#code"')
  const given = await give(codeOf(portal, secret))
  expect([given.status, given.headers['location']]).toEqual([303, '/staff/security?done=entered'])

  const sessions = await browser.get(accountPaths.sessions()).expect(200)
  expect(sessions.text).toContain('<h1>Сеанстар</h1>')
  expect(sessions.text).toContain('Жолдар')
  expect(sessions.text).toContain('Осы құрылғы')

  const out = await browser.post(accountPaths.signOut()).set(sameOrigin)
  expect(out.headers['location']).toBe('/staff/sign-in?notice=signed-out')
  expect(String(out.headers['set-cookie'])).toMatch(/^staff=;/)
  expect(await deps.db.staffSession.count({ where: { staffId: added?.staffId ?? 0 } })).toBe(0)
  expect((await browser.get(accountPaths.sessions())).status).toBe(303)

  expect(await disableStaff(deps, { email, at })).toBe(true)
  expect(await disableStaff(deps, { email, at })).toBe(false)
  expect((await signIn('kesek tulpar samal')).status).toBe(422)
})

test('an address has one account', async () => {
  const { deps, cast } = portal
  const add = (email: string) =>
    addStaff(deps, {
      email,
      name: 'Twin',
      position: { kk: 'a', ru: 'a', en: 'a' },
      lang: 'en',
      roles: [{ cityId: cast.city.id, officeId: null, role: 'operator' }],
      at: deps.now().epochMilliseconds,
    })
  const [one, other] = await Promise.all([add('twin@example.kz'), add(' Twin@example.KZ ')])
  expect([one, other].filter((added) => added === null)).toHaveLength(1)
})
