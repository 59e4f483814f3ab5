import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths, issueSetupLink } from '../../src/features/accounts/index.ts'
import { features } from '../../src/features.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { appOf, type Browser, castPassword } from '../support/sign-in.ts'

/** Whoever has given the password and owes the second factor opens no staff route but those that say so. */

let portal: Portal
let routes: Route[]
let halfway: Browser
beforeAll(async () => {
  portal = await openPortal()
  routes = features.flatMap((feature) => feature.routes?.(portal.deps) ?? [])
  const email = 'city_admin@example.kz'
  const link = await issueSetupLink(portal.deps, { email, at: portal.deps.now().epochMilliseconds })
  const post = (path: string, body: object) => halfway.post(path).set(sameOrigin).type('form').send(body)
  halfway = request.agent(portal.app)
  await post(accountPaths.setUp(link?.token ?? ''), { password: castPassword, repeat: castPassword }).expect(
    303,
  )
  await appOf(portal, portal.cast.staff.city_admin)
  await post(accountPaths.signIn(), { email, password: castPassword }).expect(303)
})
afterAll(() => portal.close())

const isEntering = ({ access }: Route) => typeof access === 'object' && access.entering === true

test('the routes that open with a password alone are these', () => {
  expect(
    routes
      .filter(isEntering)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  ).toEqual([
    'get /staff/second-factor',
    'get /staff/second-factor/set-up',
    'post /staff/second-factor',
    'post /staff/second-factor/challenge',
    'post /staff/second-factor/set-up/app',
    'post /staff/second-factor/set-up/challenge',
    'post /staff/second-factor/set-up/passkey',
    'post /staff/sign-out',
  ])
})

test('every other staff route leads to the second factor', { tags: ['long'] }, async () => {
  const closed = routes.filter((route) => typeof route.access === 'object' && !isEntering(route))
  expect(closed.length).toBeGreaterThan(40)
  const open: string[] = []
  for (const { method, path } of closed) {
    const url = path.replaceAll(/:\w+/g, '1')
    const sent = method === 'get' ? halfway.get(url) : halfway.post(url).set(sameOrigin).type('form').send({})
    const { status, headers } = await sent
    const isLed = status === 303 && String(headers['location']).startsWith(accountPaths.secondFactor())
    if (!isLed) open.push(`${method} ${path}: ${status}`)
  }
  expect(open).toEqual([])
})
