import { createHash } from 'node:crypto'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { accountPaths, disableStaff, issueSetupLink } from '../../src/features/accounts/index.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { appOf, type Browser, castPassword, codeOf, signInAs } from '../support/sign-in.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const executor = 'executor@example.kz'
const head = 'head@example.kz'

beforeEach(async () => {
  portal.setNow(castNow)
  await portal.deps.db.staffSession.deleteMany()
})

const sessionsOf = (staffId: number) =>
  portal.deps.db.staffSession.findMany({ where: { staffId }, orderBy: { createdAt: 'asc' } })

const isSignedIn = async (browser: Browser) => (await browser.get(accountPaths.sessions())).status === 200

const post = (browser: Browser, path: string, body: object = {}) =>
  browser.post(path).set(sameOrigin).type('form').send(body)

/** The id in a session cookie: `s%3A<id>.<signature>`. */
const idIn = (cookie: string | undefined) => /staff=s%3A([\w-]+)\./.exec(cookie ?? '')?.[1] ?? ''

describe('the cookie', () => {
  test('is for this site only, out of reach of scripts, and ends with the browser', async () => {
    await signInAs(portal, executor)
    const answer = await request(portal.app)
      .post(accountPaths.signIn())
      .set(sameOrigin)
      .type('form')
      .send({ email: executor, password: castPassword })
    expect(answer.headers['set-cookie']).toHaveLength(1)
    const [cookie = ''] = answer.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^staff=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('is bound to the host and to HTTPS when the portal is', async () => {
    const { deps } = portal
    await signInAs(portal, executor)
    const app = createApp({ ...deps, config: { ...deps.config, publicUrl: 'https://portal.test' } })
    const answer = await request(app)
      .post(accountPaths.signIn())
      .set(sameOrigin)
      .type('form')
      .send({ email: executor, password: castPassword })
    const [cookie = ''] = answer.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^__Host-staff=s%3A[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    const inside = await request(app)
      .get(accountPaths.secondFactor())
      .set('Cookie', cookie.split(';')[0] ?? '')
    expect(inside.status).toBe(200)
  })

  test('is set by nothing but signing in', async () => {
    const { app, cast } = portal
    const paths = [
      `/ru/${cast.city.slug}`,
      `/kk/${cast.city.slug}/complaints`,
      '/no-such-page',
      accountPaths.signIn(),
      accountPaths.setUp('nothing'),
      accountPaths.sessions(),
    ]
    for (const path of paths) {
      const answer = await request(app).get(path)
      expect(answer.headers['set-cookie'], path).toBeUndefined()
    }
    const failed = await request(app)
      .post(accountPaths.signIn())
      .set(sameOrigin)
      .type('form')
      .send({ email: 'nobody@example.kz', password: 'wrong wrong wrong' })
    expect(failed.headers['set-cookie']).toBeUndefined()
    expect(await portal.deps.db.staffSession.count()).toBe(0)
  })
})

describe('the id of a session', () => {
  test('is kept as a hash only', async () => {
    await signInAs(portal, executor)
    const answer = await request(portal.app)
      .post(accountPaths.signIn())
      .set(sameOrigin)
      .type('form')
      .send({ email: executor, password: castPassword })
    const id = idIn(answer.headers['set-cookie']?.[0])
    expect(Buffer.from(id, 'base64url')).toHaveLength(16)
    const rows = await portal.deps.db.$queryRaw<{ row: string }[]>`SELECT s::text AS row FROM staff_session s`
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.some(({ row }) => row.includes(id))).toBe(false)
    const hash = createHash('sha256').update(id).digest()
    expect(rows.some(({ row }) => row.includes(hash.toString('hex')))).toBe(true)
  })

  test('is a new one after every sign-in, and the old one is dead', async () => {
    const browser = await signInAs(portal, executor)
    const signIn = () => post(browser, accountPaths.signIn(), { email: executor, password: castPassword })
    const enter = async () => {
      const proof_code = codeOf(portal, await appOf(portal, portal.cast.staff.executor))
      return post(browser, accountPaths.secondFactor(), { proof_code })
    }
    const steps = [await signIn(), await enter(), await signIn(), await enter()]
    const cookies = steps.map((step) => step.headers['set-cookie']?.[0] ?? '')
    expect(new Set(cookies.map(idIn)).size).toBe(4)
    expect(cookies.map(idIn)).not.toContain('')
    for (const cookie of cookies.slice(0, 3)) {
      const withOld = await request(portal.app)
        .get(accountPaths.secondFactor())
        .set('Cookie', cookie.split(';')[0] ?? '')
      expect([withOld.status, withOld.headers['location']]).toEqual([303, accountPaths.signIn()])
    }
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('cannot be chosen by anybody else', async () => {
    // A session that an attacker began and planted in the victim's browser
    const attacker = await signInAs(portal, head)
    const planted = (
      await post(attacker, accountPaths.signIn(), { email: head, password: castPassword })
    ).headers['set-cookie']?.[0]?.split(';')[0]
    await signInAs(portal, executor)
    const answer = await request(portal.app)
      .post(accountPaths.signIn())
      .set(sameOrigin)
      .set('Cookie', planted ?? '')
      .type('form')
      .send({ email: executor, password: castPassword })
    expect(answer.status).toBe(303)
    expect(idIn(answer.headers['set-cookie']?.[0])).not.toBe(idIn(planted))
    expect(await isSignedIn(attacker)).toBe(false)
    // An id that was never given out, with a wrong signature
    const forged = await request(portal.app)
      .get(accountPaths.sessions())
      .set('Cookie', `staff=s%3A${'A'.repeat(22)}.${'B'.repeat(43)}`)
    expect(forged.status).toBe(303)
  })
})

describe('the life of a session', () => {
  test('ends twelve hours after signing in, however busy', async () => {
    const browser = await signInAs(portal, executor)
    for (const time of ['11:00', '14:00', '17:30', '18:59']) {
      portal.setNow(`2026-03-11T${time}:00Z`)
      expect(await isSignedIn(browser), time).toBe(true)
    }
    portal.setNow('2026-03-11T19:00:00Z')
    expect(await isSignedIn(browser)).toBe(false)
    await portal.jobs.get('accounts.forget')?.run({}, portal.deps.now())
    expect(await sessionsOf(portal.cast.staff.executor)).toHaveLength(0)
  })

  test('remembers when it was used last, to five minutes', async () => {
    const browser = await signInAs(portal, executor)
    const seenAt = async () => (await sessionsOf(portal.cast.staff.executor))[0]?.seenAt.toISOString()
    portal.setNow('2026-03-11T07:04:59Z')
    await browser.get(accountPaths.sessions())
    expect(await seenAt()).toBe('2026-03-11T07:00:00.000Z')
    portal.setNow('2026-03-11T07:05:00Z')
    await browser.get(accountPaths.sessions())
    expect(await seenAt()).toBe('2026-03-11T07:05:00.000Z')
  })

  test('ends when the account is closed, in the middle of the work', async () => {
    const browser = await signInAs(portal, 'operator@example.kz')
    const other = await signInAs(portal, executor)
    expect(await isSignedIn(browser)).toBe(true)
    const at = portal.deps.now().epochMilliseconds
    await disableStaff(portal.deps, { email: 'operator@example.kz', at })
    expect(await isSignedIn(browser)).toBe(false)
    expect(await isSignedIn(other)).toBe(true)
    expect(await sessionsOf(portal.cast.staff.operator)).toHaveLength(0)
  })

  test('would end even if its row had stayed', async () => {
    const browser = await signInAs(portal, 'registrar@example.kz')
    const { registrar } = portal.cast.staff
    await portal.deps.db.staff.update({ where: { id: registrar }, data: { disabledAt: new Date(castNow) } })
    expect(await isSignedIn(browser)).toBe(false)
    expect(await sessionsOf(registrar)).toHaveLength(1)
  })

  test('ends when a new password is chosen', async () => {
    const browser = await signInAs(portal, head)
    const link = await issueSetupLink(portal.deps, { email: head, at: portal.deps.now().epochMilliseconds })
    expect(await isSignedIn(browser)).toBe(true)
    await request(portal.app)
      .post(accountPaths.setUp(link?.token ?? ''))
      .set(sameOrigin)
      .type('form')
      .send({ password: castPassword, repeat: castPassword })
      .expect(303)
    expect(await isSignedIn(browser)).toBe(false)
  })
})

describe('the list of sessions', () => {
  const keysIn = (html: string) =>
    [...html.matchAll(/name="session" value="([\w-]+)"/g)].map((found) => found[1])

  test('names the devices and ends one, or all others', async () => {
    const phone = await signInAs(portal, executor)
    await portal.deps.db.staffSession.updateMany({
      data: {
        userAgent:
          'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36',
      },
    })
    portal.setNow('2026-03-11T09:30:00Z')
    const desk = await signInAs(portal, executor)
    await signInAs(portal, executor)
    const page = (await desk.get(accountPaths.sessions())).text
    expect(page).toContain('Chrome · Android')
    expect(page.match(/Это устройство/g)).toHaveLength(1)
    // noon UTC+5 when the phone signed in
    expect(page).toContain('11 марта 2026\u00A0г., 12:00')
    const keys = keysIn(page)
    expect(keys).toHaveLength(2)

    const rows = await sessionsOf(portal.cast.staff.executor)
    const ofPhone = Buffer.from(rows[0]?.idHash ?? []).toString('base64url')
    expect(keys).toContain(ofPhone)
    const ended = await post(desk, accountPaths.endSession(), { session: ofPhone })
    expect(ended.headers['location']).toBe('/staff/sessions?ended=one')
    expect(await isSignedIn(phone)).toBe(false)
    expect(await sessionsOf(portal.cast.staff.executor)).toHaveLength(2)

    await post(desk, accountPaths.endOtherSessions())
    expect(await sessionsOf(portal.cast.staff.executor)).toHaveLength(1)
    expect((await desk.get(accountPaths.sessions())).text).toContain('Других сеансов нет')
  })

  test('shows and ends nobody else’s', async () => {
    const victim = await signInAs(portal, head)
    const stranger = await signInAs(portal, executor)
    expect(keysIn((await stranger.get(accountPaths.sessions())).text)).toEqual([])
    const [row] = await sessionsOf(portal.cast.staff.head)
    const session = Buffer.from(row?.idHash ?? []).toString('base64url')
    await post(stranger, accountPaths.endSession(), { session })
    await post(stranger, accountPaths.endOtherSessions())
    expect(await isSignedIn(victim)).toBe(true)
    for (const bad of ['', 'x', `${'A'.repeat(43)}'`, 'A'.repeat(44)]) {
      expect((await post(stranger, accountPaths.endSession(), { session: bad })).status).toBe(404)
    }
  })
})
