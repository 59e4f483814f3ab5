import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { Provider } from 'oidc-provider'
import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'

/** A sign-in service of a city, on this machine; its login page takes whatever name is typed as the subject. */
const people: Record<string, { email: string; email_verified: boolean }> = {
  's-head': { email: 'head@example.kz', email_verified: true },
  's-other': { email: 'head@example.kz', email_verified: true },
  's-unchecked': { email: 'executor@example.kz', email_verified: false },
  's-stranger': { email: 'nobody@example.kz', email_verified: true },
}

let server: Server
let issuer: string
let portal: Portal
beforeAll(async () => {
  server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  portal = await openPortal({
    env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'portal', OIDC_CLIENT_SECRET: 'a-secret-of-the-test' },
  })
  const service = new Provider(issuer, {
    clients: [
      {
        client_id: 'portal',
        client_secret: 'a-secret-of-the-test',
        redirect_uris: [`http://portal.test${accountPaths.providerAnswer()}`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['only-for-this-test'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
  })
  server.on('request', service.callback())
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await portal.close()
})

const pathOf = (location: string) => location.replace(issuer, '').replace('http://portal.test', '')

/** Goes to the service and back as this subject. Returns the last answer of the portal, and the browser. */
async function signInBy(subject: string) {
  const browser = request.agent(portal.app)
  const begun = await browser.get(accountPaths.provider({ next: '/staff/sessions' })).expect(303)
  expect(begun.headers['location']).toContain('code_challenge_method=S256')
  const there = request.agent(issuer)
  let step = await there.get(pathOf(String(begun.headers['location'])))
  for (let hop = 0; hop < 12; hop++) {
    const location = step.headers['location']
    if (typeof location === 'string' && location.startsWith('http://portal.test')) {
      return { browser, back: pathOf(location), answer: await browser.get(pathOf(location)) }
    }
    if (typeof location === 'string') step = await there.get(pathOf(location))
    else {
      const action = /<form[^>]*action="([^"]+)"/.exec(step.text)?.[1] ?? ''
      const prompt = /name="prompt" value="(\w+)"/.exec(step.text)?.[1] ?? 'login'
      step = await there.post(pathOf(action)).type('form').send({ prompt, login: subject, password: 'any' })
    }
  }
  throw new Error('The service never led back')
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
