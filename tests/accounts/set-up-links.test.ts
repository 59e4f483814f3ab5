import request from 'supertest'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accountPaths, disableStaff, issueSetupLink } from '../../src/features/accounts/index.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { castPassword } from '../support/sign-in.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())
beforeEach(() => portal.setNow(castNow))

const email = 'head@example.kz'

async function newLink(address = email): Promise<string> {
  const link = await issueSetupLink(portal.deps, { email: address, at: portal.deps.now().epochMilliseconds })
  return accountPaths.setUp(link?.token ?? '')
}

const open = (link: string) => request(portal.app).get(`${link}?lang=en`)
const use = (link: string, password = castPassword) =>
  request(portal.app)
    .post(`${link}?lang=en`)
    .set(sameOrigin)
    .type('form')
    .send({ password, repeat: password })

async function works(link: string): Promise<boolean> {
  const [page, sent] = [await open(link), await use(link, 'short')]
  expect([page.status, sent.status]).toSatisfy(
    ([get, post]) => (get === 200 && post === 422) || (get === 410 && post === 410),
  )
  if (page.status === 410) expect(page.text).toContain('This link does not work any more')
  return page.status === 200
}

const passwordOf = async () =>
  (await portal.deps.db.staff.findUniqueOrThrow({ where: { email } })).passwordHash

test('works for 72 hours', async () => {
  const link = await newLink()
  portal.setNow('2026-03-14T06:59:59Z')
  expect(await works(link)).toBe(true)
  portal.setNow('2026-03-14T07:00:00Z')
  expect(await works(link)).toBe(false)
  expect((await use(link)).status).toBe(410)
})

test('works once, even when sent twice at once', async () => {
  const link = await newLink()
  const answers = await Promise.all([
    use(link, 'kesek tulpar samal'),
    use(link, 'jupar tolqyn sandal'),
    use(link, 'mergen shyrpy botalaq'),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410])
  const first = await passwordOf()
  expect((await use(link)).status).toBe(410)
  expect(await passwordOf()).toBe(first)
})

test('is replaced by a newer one', async () => {
  const older = await newLink()
  const newer = await newLink()
  expect(await works(older)).toBe(false)
  expect(await works(newer)).toBe(true)
})

test('leaves the present password alone until it is used', async () => {
  await use(await newLink())
  const before = await passwordOf()
  const link = await newLink()
  await open(link)
  await use(link, 'short')
  expect(await passwordOf()).toBe(before)
  const signedIn = await request(portal.app)
    .post(accountPaths.signIn())
    .set(sameOrigin)
    .type('form')
    .send({ email, password: castPassword })
  expect(signedIn.status).toBe(303)
})

test('is dead with its account', async () => {
  const link = await newLink('operator@example.kz')
  const at = portal.deps.now().epochMilliseconds
  await disableStaff(portal.deps, { email: 'operator@example.kz', at })
  expect(await works(link)).toBe(false)
  expect(await issueSetupLink(portal.deps, { email: 'operator@example.kz', at })).toBeNull()
  expect(await issueSetupLink(portal.deps, { email: 'nobody@example.kz', at })).toBeNull()
})

test.each([
  'x',
  'A'.repeat(22),
  `${'A'.repeat(500)}`,
  "'%20OR%201=1",
  '%00',
  '..%2Fsign-in',
])('nobody gets in with %s', async (token) => {
  expect([404, 410]).toContain((await request(portal.app).get(`/staff/set-up/${token}`)).status)
})

test('only the hash of the token is kept', async () => {
  const token = (await newLink()).split('/').at(-1) ?? ''
  expect(Buffer.from(token, 'base64url')).toHaveLength(16)
  const rows = await portal.deps.db.$queryRaw<
    { row: string }[]
  >`SELECT l::text AS row FROM staff_setup_link l`
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.some(({ row }) => row.includes(token))).toBe(false)
})

test('names of this installation make no password', async () => {
  const link = await newLink()
  for (const password of ['Synaqqala-2026', 'Сынаккала-2026', 'ashyq-qala-123', 'Asel-head-2026']) {
    const answer = await use(link, password)
    expect([password, answer.status]).toEqual([password, 422])
    expect(answer.text).toContain('easy to guess')
  }
})
