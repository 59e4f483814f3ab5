import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { openSignInService, type SignInService } from '../support/sign-in-service.ts'

const people = {
  's-head': { email: 'head@example.kz', email_verified: true },
  's-other': { email: 'head@example.kz', email_verified: true },
  's-unchecked': { email: 'executor@example.kz', email_verified: false },
  's-stranger': { email: 'nobody@example.kz', email_verified: true },
  's-both': { email: 'controller@example.kz', email_verified: true, amr: ['pwd', 'mfa'] },
  's-class': { email: 'auditor@example.kz', email_verified: true, acr: 'mfa' },
  's-password': { email: 'operator@example.kz', email_verified: true, amr: ['pwd'] },
  's-almost': { email: 'registrar@example.kz', email_verified: true, amr: ['MFA', 'mfa2'], acr: 'urn:mfa' },
  's-text': { email: 'city_admin@example.kz', email_verified: true, amr: 'mfa' },
}

let service: SignInService
let portal: Portal
beforeAll(async () => {
  service = await openSignInService(people)
  portal = await openPortal({ env: service.env })
})
afterAll(async () => {
  service.close()
  await portal.close()
})

/** Goes to the service and back as this subject. Returns the last answer of the portal, and the browser. */
async function signInBy(subject: string) {
  const browser = request.agent(portal.app)
  const begun = await browser.get(accountPaths.provider({ next: '/staff/sessions' })).expect(303)
  expect(begun.headers['location']).toContain('code_challenge_method=S256')
  const back = await service.signIn(String(begun.headers['location']), subject)
  return { browser, back, answer: await browser.get(back) }
}

test('a person of the city’s service comes in, and owes the second factor', async () => {
  const { answer, browser, back } = await signInBy('s-head')
  expect([answer.status, answer.headers['location']]).toEqual([
    303,
    '/staff/second-factor?next=%2Fstaff%2Fsessions',
  ])
  expect((await browser.get(accountPaths.sessions())).status).toBe(303)
  // The answer counts once, and in the browser that asked only
  expect((await browser.get(back)).headers['location']).toBe('/staff/sign-in?notice=provider-failed')
  expect((await request(portal.app).get(back)).headers['location']).toBe(
    '/staff/sign-in?notice=provider-failed',
  )
  const identities = await portal.deps.db.staffIdentity.findMany()
  expect(identities.map(({ subject, staffId }) => [subject, staffId])).toEqual([
    ['s-head', portal.cast.staff.head],
  ])
})

test.each([
  's-other',
  's-unchecked',
  's-stranger',
])('%s is nobody here, and no account is made', async (subject) => {
  const before = await portal.deps.db.staff.count()
  const { answer } = await signInBy(subject)
  expect(answer.headers['location']).toBe('/staff/sign-in?notice=provider-unknown')
  expect(await portal.deps.db.staff.count()).toBe(before)
})

test.each([
  ['s-both', '/staff/sessions'],
  ['s-class', '/staff/sessions'],
])('%s: the service says that both were asked for, and its word counts', async (subject, next) => {
  const { answer, browser } = await signInBy(subject)
  expect(answer.headers['location']).toBe(next)
  await browser.get('/staff/sessions').expect(200)
})

test.each([
  's-password',
  's-almost',
])('%s: whatever else it says leaves the second factor owed', async (subject) => {
  const { answer, browser } = await signInBy(subject)
  expect(answer.headers['location']).toBe('/staff/second-factor?next=%2Fstaff%2Fsessions')
  await browser.get('/staff/sessions').expect(303)
})

test('a claim of another shape than the standard gives it lets nobody in', async () => {
  const { answer, browser } = await signInBy('s-text')
  expect(answer.headers['location']).toBe('/staff/sign-in?notice=provider-failed')
  await browser.get('/staff/sessions').expect(303)
})
