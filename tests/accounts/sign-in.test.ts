import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { ownStaffPath } from '../../src/features/accounts/paths.ts'
import { deskPaths } from '../../src/features/complaints/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { appOf, castPassword, codeOf, signInAs } from '../support/sign-in.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const email = 'controller@example.kz'

const signIn = (body: object, query = '') =>
  request(portal.app).post(`${accountPaths.signIn()}${query}`).set(sameOrigin).type('form').send(body)

describe('the form', () => {
  test('keeps the address, never the password, and says which field is wrong', async () => {
    const answer = await signIn({ email: 'asel', password: 'something secret' }, '?lang=en')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Error: Staff sign-in')
    expect(answer.text).toContain('href="#email"')
    expect(answer.text).toContain('value="asel"')
    expect(answer.text).not.toContain('something secret')
    const empty = await signIn({}, '?lang=en')
    expect(empty.text).toContain('href="#email"')
    expect(empty.text).toContain('href="#password"')
  })

  test('answers the same for an address that nobody has', async () => {
    await signInAs(portal, email)
    const withoutToken = (html: string) => html.replaceAll(/(controller|nobody)@example\.kz/g, 'ADDRESS')
    const known = await signIn({ email, password: 'not the right password' })
    const unknown = await signIn({ email: 'nobody@example.kz', password: 'not the right password' })
    expect(unknown.status).toBe(known.status)
    expect(withoutToken(unknown.text)).toBe(withoutToken(known.text))
  })

  test('a very long password is wrong, not an error', async () => {
    expect((await signIn({ email, password: 'x'.repeat(20_000) })).status).toBe(422)
    await portal.deps.db.rateLimit.deleteMany()
  })

  test('speaks the language of the link, else of the browser, else Kazakh', async () => {
    const title = async (path: string, accept?: string) => {
      const asked = request(portal.app).get(path)
      if (accept !== undefined) asked.set('Accept-Language', accept)
      return /<h1>([^<]*)</.exec((await asked).text)?.[1]
    }
    expect(await title('/staff/sign-in')).toBe('Қызметкерлерге арналған кіру')
    expect(await title('/staff/sign-in', 'ru-KZ,ru;q=0.9')).toBe('Вход для сотрудников')
    expect(await title('/staff/sign-in?lang=en', 'ru')).toBe('Staff sign-in')
    expect(await title('/staff/sign-in?lang=xx', 'de')).toBe('Қызметкерлерге арналған кіру')
    const page = await request(portal.app).get('/staff/sign-in?next=%2Fstaff%2Fsessions')
    expect(page.text).toContain('href="/staff/sign-in?next=%2Fstaff%2Fsessions&amp;lang=ru"')
  })
})

test('who signs out leaves nothing in the caches of the browser', async () => {
  const browser = await signInAs(portal, email)
  const answer = await browser.post(accountPaths.signOut()).set(sameOrigin)
  expect(answer.headers['clear-site-data']).toBe('"cache"')
})

describe('the page that was asked for', () => {
  test.each([
    ['/staff', '/staff'],
    ['/staff/inbox', '/staff/inbox'],
    ['/staff/inbox?view=late&page=2', '/staff/inbox?view=late&page=2'],
    ['/staff/complaints/2611-0483-1725', '/staff/complaints/2611-0483-1725'],
    ['/staff/sign-in', null],
    ['/staff/sign-out', null],
    ['/staff/set-up/abc', null],
    ['/kk/oskemen', null],
    ['/', null],
    ['/staffing', null],
    ['https://evil.example/staff/inbox', null],
    ['//evil.example/staff', null],
    ['/\\evil.example/staff', null],
    ['/staff/../kk/oskemen', null],
    ['/staff/..//evil.example', null],
    ['/staff//evil.example', null],
    ['/staff/%2e%2e/kk', null],
    ['/staff\\..\\..\\evil', null],
    ['/staff/\t/evil', null],
    ['javascript:alert(1)', null],
    ['', null],
    [undefined, null],
    [['/staff/inbox', '/staff/inbox'], null],
    [`/staff/${'a'.repeat(1001)}`, null],
  ])('%j -> %j', (given, path) => {
    expect(ownStaffPath(given)).toBe(path)
  })

  test('is where signing in leads, and nowhere else', async () => {
    await signInAs(portal, email)
    const lead = async (next: string) => {
      const browser = request.agent(portal.app)
      const post = (path: string, body: object) => browser.post(path).set(sameOrigin).type('form').send(body)
      const query = `?next=${encodeURIComponent(next)}`
      const half = await post(`${accountPaths.signIn()}${query}`, { email, password: castPassword })
      const proof_code = codeOf(portal, await appOf(portal, portal.cast.staff.controller))
      return (await post(half.headers['location'] ?? '', { proof_code })).headers['location']
    }
    expect(await lead('/staff/sessions?ended=one')).toBe('/staff/sessions?ended=one')
    expect(await lead('//evil.example')).toBe('/staff/inbox')
    expect(await lead('https://evil.example')).toBe('/staff/inbox')
  })

  test('a stranger is asked to sign in for every staff page, and for forms without a way back to them', async () => {
    const { app } = portal
    const page = await request(app).get('/staff/sessions?ended=one')
    expect([page.status, page.headers['location']]).toEqual([
      303,
      '/staff/sign-in?next=%2Fstaff%2Fsessions%3Fended%3Done',
    ])
    const form = await request(app).post(accountPaths.endOtherSessions()).set(sameOrigin)
    expect([form.status, form.headers['location']]).toEqual([303, '/staff/sign-in'])
  })

  test('who is signed in already needs no form', async () => {
    const browser = await signInAs(portal, email)
    expect((await browser.get(accountPaths.signIn())).headers['location']).toBe('/staff/inbox')
    const asked = await browser.get(accountPaths.signIn({ next: '/staff/sessions' }))
    expect(asked.headers['location']).toBe('/staff/sessions')
    expect((await browser.get('/staff')).headers['location']).toBe('/staff/inbox')
  })

  test('the first page is the inbox of the desk', () => {
    expect(accountPaths.firstPage()).toBe(deskPaths.inbox())
  })
})

describe('forms sent by other sites', () => {
  test.each([
    accountPaths.signIn(),
    accountPaths.signOut(),
    accountPaths.setUp('token'),
    accountPaths.endSession(),
    accountPaths.endOtherSessions(),
    accountPaths.language(),
  ])('%s refuses them before it reads them', async (path) => {
    const browser = await signInAs(portal, email)
    const foreign: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      {},
    ]
    for (const headers of foreign) {
      const answer = await browser
        .post(path)
        .set(headers)
        .type('form')
        .send({ lang: 'en', email, password: castPassword })
      expect(answer.status, JSON.stringify(headers)).toBe(403)
    }
    expect((await browser.get(accountPaths.sessions())).status).toBe(200)
  })

  test('nothing here changes by a link', async () => {
    const browser = await signInAs(portal, email)
    for (const path of [accountPaths.signOut(), accountPaths.language(), accountPaths.endOtherSessions()]) {
      expect((await browser.get(`${path}?lang=en`)).status, path).toBe(404)
    }
    expect((await browser.get(accountPaths.sessions())).text).toContain('<html lang="ru"')
  })
})

describe('the language of staff pages', () => {
  test('is kept with the account and leads back', async () => {
    const browser = await signInAs(portal, email)
    const choose = (lang: string, back: string) =>
      browser.post(accountPaths.language()).set(sameOrigin).type('form').send({ lang, back })
    const chosen = await choose('kk', '/staff/sessions?ended=one')
    expect(chosen.headers['location']).toBe('/staff/sessions?ended=one')
    const elsewhere = await signInAs(portal, email)
    expect((await elsewhere.get(accountPaths.sessions())).text).toContain('<html lang="kk"')
    // for one look only, by the link
    expect((await elsewhere.get('/staff/sessions?lang=en')).text).toContain('<html lang="en"')
    expect((await elsewhere.get(accountPaths.sessions())).text).toContain('<html lang="kk"')
    expect((await choose('ru', 'https://evil.example')).headers['location']).toBe('/staff/inbox')
    expect((await choose('de', '/staff')).status).toBe(404)
  })
})
