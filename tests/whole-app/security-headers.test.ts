import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { features } from '../../src/features.ts'
import { createCache } from '../../src/platform/cache/cache.ts'
import { connect, type Database } from '../../src/platform/db/client.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { type LivedIn, liveIn } from '../support/lived-in.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, cookieOf, signInAs } from '../support/sign-in.ts'

let portal: Portal
let city: LivedIn
let executor: Browser
let routes: Route[]
/** The same portal whose database is away. */
let nowhere: Database
let withoutDatabase: ReturnType<typeof createApp>

beforeAll(async () => {
  portal = await openPortal()
  city = await liveIn(portal)
  executor = await signInAs(portal, 'executor@example.kz')
  routes = features.flatMap((feature) => feature.routes?.(portal.deps) ?? [])
  nowhere = connect('postgres://nobody@127.0.0.1:1/none', { connectTimeoutMs: 500 })
  const { db, pool } = nowhere
  withoutDatabase = createApp({ ...portal.deps, db, pool, cache: createCache() })
}, 120_000)
afterAll(async () => {
  await nowhere?.close()
  await portal?.close()
})

const pathOf = ({ path }: Route) =>
  path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const places: Record<string, string> = {
      lang: 'ru',
      city: 'synaqqala',
      number: city.complaints.fresh.number,
      token: city.complaints.fresh.secretToken,
      code: 'roads',
    }
    return places[name] ?? 'none'
  })

/** What other sites may show in a frame; it has no script and no form. */
const isCard = (res: Response) => /\/(embed|widget)$/.test(String(res.request?.url)) && res.status === 200

/** What is missing; empty when all is there. Sources: OWASP Secure Headers, ASVS 5 chapter 3.4. */
function missing(res: Response): string[] {
  const { headers } = res
  const card = isCard(res)
  const policy = directives(String(headers['content-security-policy'] ?? ''))
  const faults: string[] = []
  const wants = (fact: boolean, what: string) => {
    if (!fact) faults.push(what)
  }
  wants(policy.get('default-src') === "'none'", 'default-src')
  wants(policy.get('script-src') === (card ? "'none'" : "'self'"), 'script-src')
  wants(policy.get('style-src') === "'self'", 'style-src')
  wants(policy.get('base-uri') === "'none'", 'base-uri')
  wants(policy.get('form-action') === (card ? "'none'" : "'self'"), 'form-action')
  wants(policy.get('frame-ancestors') === (card ? '*' : "'none'"), 'frame-ancestors')
  if (card) policy.delete('frame-ancestors')
  wants(![...policy.values()].some((value) => /unsafe|\*|https?:/.test(value)), 'a policy without holes')
  wants(headers['x-content-type-options'] === 'nosniff', 'nosniff')
  wants(headers['x-frame-options'] === (card ? undefined : 'DENY'), 'X-Frame-Options')
  wants(
    ['no-referrer', 'same-origin', 'origin'].includes(String(headers['referrer-policy'])),
    'Referrer-Policy',
  )
  wants(headers['cross-origin-opener-policy'] === 'same-origin', 'Cross-Origin-Opener-Policy')
  wants(
    headers['cross-origin-resource-policy'] === (card ? 'cross-origin' : 'same-origin'),
    'Cross-Origin-Resource-Policy',
  )
  wants(headers['x-powered-by'] === undefined && headers['server'] === undefined, 'silence about the server')
  return faults
}

function directives(policy: string): Map<string, string> {
  const parts = policy.split(';').map((part) => part.trim().split(' '))
  return new Map(parts.map(([name = '', ...values]) => [name, values.join(' ')]))
}

describe('security headers', () => {
  // Who asks, and every third route: in turn.
  test('stand on the answers of routes', () =>
    stand(
      routes.filter((_route, index) => index % 3 === 0),
      (agents, turn) => agents.slice(turn % 2).slice(0, 1),
    ))

  test('stand on the answers of every route, whoever asks', { tags: ['long'] }, () =>
    stand(routes, (agents) => agents),
  )

  type Agents = (ReturnType<typeof request> | Browser)[]

  async function stand(chosen: readonly Route[], choose: (agents: Agents, turn: number) => Agents) {
    const faults: string[] = []
    for (const [turn, route] of chosen.entries()) {
      for (const agent of choose([request(portal.app), executor], turn)) {
        if (/sign-out|sessions\/end/.test(route.path)) continue
        const asked =
          route.method === 'get' ? agent.get(pathOf(route)) : agent.post(pathOf(route)).set(sameOrigin)
        faults.push(...missing(await asked).map((fault) => `${route.method} ${route.path}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
  }

  const { app, broken } = { app: () => request(portal.app), broken: () => request(withoutDatabase) }
  const huge = 'a'.repeat(70_000)
  const odd: [name: string, status: number, ask: () => PromiseLike<Response>][] = [
    ['a page that is not there', 404, () => app().get('/ru/synaqqala/nothing')],
    ['no language', 404, () => app().get('/xx/synaqqala')],
    ['a path that cannot be read', 400, () => app().get('/ru/%E0%A4%A')],
    ['a write of another site', 403, () => app().post('/view-settings').set('Sec-Fetch-Site', 'cross-site')],
    [
      'a form that is too large',
      413,
      () => app().post('/view-settings').set(sameOrigin).type('form').send({ huge }),
    ],
    ['a method nobody serves', 404, () => app().delete('/ru/synaqqala').set(sameOrigin)],
    ['the styles', 200, async () => app().get(await stylesheet())],
    ['a page without a database', 503, () => broken().get('/ru/synaqqala?unread')],
    [
      'a staff page without a database',
      503,
      () => broken().get('/staff/inbox').set('Cookie', cookieOf(executor)),
    ],
    ['readiness without a database', 503, () => broken().get('/readyz')],
  ]
  test.each(odd)('stand on %s', async (_name, status, ask) => {
    const res = await ask()
    expect(res.status).toBe(status)
    expect(missing(res)).toEqual([])
  })

  const stylesheet = async () => {
    const { text } = await app().get('/ru/synaqqala')
    return /<link rel="stylesheet" href="([^"]+)"/.exec(text)?.[1] ?? ''
  }

  test('promise https where the portal is reached by it', async () => {
    const config = { ...portal.deps.config, publicUrl: 'https://portal.test' }
    const secure = createApp({ ...portal.deps, config })
    const { headers } = await request(secure).get('/ru/synaqqala?secure').expect(200)
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
    expect(headers['content-security-policy']).toContain('upgrade-insecure-requests')
  })
})

describe('a portal without its database', () => {
  test('says so in the language of the page, gives an incident and asks to come again', async () => {
    const res = await request(withoutDatabase).get('/kk/synaqqala/complaints')
    expect(res.status).toBe(503)
    expect(res.headers['retry-after']).toBe('10')
    expect(res.headers['cache-control']).toBe('no-store')
    expect(res.text).toContain('<html lang="kk"')
    expect(res.text).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(res.text).not.toMatch(/ECONNREFUSED|postgres|127\.0\.0\.1|at \w+ \(/)
  })
})
