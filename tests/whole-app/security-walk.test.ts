import { readFileSync } from 'node:fs'
import path from 'node:path'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { features } from '../../src/features.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { type LivedIn, liveIn } from '../support/lived-in.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type RealPage, residentPages, staffPages } from '../support/real-pages.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

/** What must hold of every address. docs/security.md names these tests by their numbers. */

let portal: Portal
let city: LivedIn
let executor: Browser
let routes: Route[]
let pages: RealPage[]

beforeAll(async () => {
  portal = await openPortal()
  city = await liveIn(portal)
  executor = await signInAs(portal, 'executor@example.kz')
  routes = features.flatMap((feature) => feature.routes?.(portal.deps) ?? [])
  pages = [...residentPages(city, 'ru'), ...(await staffPages(portal, city))]
}, 120_000)
afterAll(() => portal?.close())

const pathOf = ({ path: pattern }: Route) =>
  pattern.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const places: Record<string, string> = {
      ...{ lang: 'ru', city: 'synaqqala', code: 'roads', chart: 'flow', format: 'json' },
      number: city.complaints.fresh.number,
      token: city.complaints.fresh.secretToken,
    }
    return places[name] ?? 'none'
  })

/** Every page that has something to show, and every other address that is read. */
const addresses = () =>
  [
    ...pages.map((page) => ({ address: page.path, agent: page.staff ? executor : request(portal.app) })),
    ...routes
      .filter(({ method }) => method === 'get')
      .map((route) => ({
        address: pathOf(route),
        agent: typeof route.access === 'object' ? executor : request(portal.app),
      })),
  ].filter(({ address }) => !/^\/staff\/(provider|sign-in\/service)/.test(address))

/** What is counted about reading itself: uses of a session, requests of a network, searches that found nothing. */
const countsOfReading = ['rate_limit', 'staff_session', 'guide_miss']

async function contents(): Promise<Record<string, string>> {
  const { rows } = await portal.deps.pool.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE (table_schema = 'public' OR (table_schema, table_name) = ('pgboss', 'job'))
       AND table_type = 'BASE TABLE' ORDER BY 1`,
  )
  const kept = rows.filter(({ name }) => !countsOfReading.some((part) => name === `public.${part}`))
  const sums: Record<string, string> = {}
  for (const { name } of kept) {
    const { rows: found } = await portal.deps.pool.query<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS sum
       FROM (SELECT t::text AS line FROM ${name} t) AS lines`,
    )
    sums[name] = found[0]?.sum ?? ''
  }
  return sums
}

type Answer = { address: string; status: number; type: string; isBare: boolean }

/** Reads everything there is once; what the database held before and after. */
async function walkAll() {
  const before = await contents()
  const answers: Answer[] = []
  for (const { address, agent } of addresses()) {
    const { status, headers, text, body } = await agent.get(address)
    const type = String(headers['content-type'] ?? '')
    answers.push({ address, status, type, isBare: !text && !(body instanceof Buffer) })
  }
  return { before, after: await contents(), answers }
}
let walked: ReturnType<typeof walkAll> | undefined
const walk = () => {
  walked ??= walkAll()
  return walked
}

describe('reading', () => {
  test('every page and address changes nothing in the database', async () => {
    const { before, after } = await walk()
    expect(Object.keys(before).length).toBeGreaterThan(50)
    expect(after).toEqual(before)
  }, 120_000)

  test('every answer says what it is, and text in which letters', async () => {
    const { answers } = await walk()
    expect(answers.length).toBeGreaterThan(200)
    const faults = answers.filter(({ type, isBare }) => {
      const isText = /^(?:text\/|application\/(?:json|xml|\w+\+xml))/.test(type)
      // JSON by RFC 8259 and its kinds are UTF-8 without a word; SVG says it in itself.
      const saysLetters = /charset=utf-8/i.test(type) || /json|svg\+xml/.test(type)
      return !isBare && (type === '' || (isText && !saysLetters))
    })
    expect(faults).toEqual([])
  }, 120_000)
})

describe('odd parameters', () => {
  const odd = [
    'page[]=1&q[$gt]=&q[contains]=x&status[not]=&from[a]=1&sort[toString]=1',
    '__proto__=1&constructor=2&__proto__[x]=3&hasOwnProperty=4&toString=5&then=6',
    `q=%00&page=%00&status=${'9'.repeat(2000)}&from=1e999&to=-1&page=-1&category=%FF&sort=pg_sleep(9)`,
    `q=${encodeURIComponent("'); SELECT pg_sleep(9); --")}&sort=${encodeURIComponent('(SELECT pg_sleep(9))')}`,
  ]

  test('are no fault of ours', () => faultless(odd.slice(2, 3), (index) => index % 2 === 0))

  test('are no fault of ours in any address, whatever they are', { tags: ['long'] }, () =>
    faultless(odd, () => true),
  )

  async function faultless(queries: readonly string[], isChosen: (index: number) => boolean): Promise<void> {
    const faults: string[] = []
    for (const query of queries) {
      for (const route of routes.filter(({ method }, index) => method === 'get' && isChosen(index))) {
        const agent = typeof route.access === 'object' ? executor : request(portal.app)
        const { status } = await agent.get(`${pathOf(route)}?${query}`)
        if (status >= 500) faults.push(`${route.path}: ${status} for ${query}`)
      }
    }
    expect(faults).toEqual([])
  }

  test('a name that is given twice is refused', async () => {
    await refusesDoubled(routes.filter((_route, index) => index % 4 === 0))
    const form = request(portal.app).post('/ru/synaqqala/complaints/new').set(sameOrigin).type('form')
    expect((await form.send('text=a&text=b')).status).toBe(400)
  })

  test('a name that is given twice is refused everywhere', { tags: ['long'] }, () => refusesDoubled(routes))

  async function refusesDoubled(chosen: readonly Route[]): Promise<void> {
    const faults: string[] = []
    for (const route of chosen.filter(({ knowsDoubled }) => !knowsDoubled)) {
      const asked = request(portal.app)
        [route.method](`${pathOf(route)}?lang=ru&lang=ru`)
        .set(sameOrigin)
      const { status } = await asked
      if (status !== 400) faults.push(`${route.path}: ${status}`)
    }
    expect(faults).toEqual([])
  }

  test('nor in any form, nested or named like a part of every object', {
    tags: ['long'],
    timeout: 120_000,
  }, async () => {
    const body =
      'text=a&email=a&office=1&act=x&lang=ru&id=1&status=closed&version=1' +
      '&__proto__=1&constructor=2&text[not]=&reason=%00&form_key=1&secret_hash=2&city_id=1&cityId=1&open=false'
    const faults: string[] = []
    for (const route of routes.filter(({ method }) => method === 'post')) {
      if (/sign-out|sessions/.test(route.path)) continue
      const agent = typeof route.access === 'object' ? executor : request(portal.app)
      const { status } = await agent.post(pathOf(route)).set(sameOrigin).type('form').send(body)
      if (status >= 500) faults.push(`${route.path}: ${status}`)
    }
    expect(faults).toEqual([])
  })
})

describe('who a request says it came through', () => {
  test('changes no page: a foreign Host or forwarded header stands nowhere', () =>
    isNowhere(pages.filter((_page, index) => index % 4 === 0)))

  test('changes none of all pages', { tags: ['long'] }, () => isNowhere(pages))

  async function isNowhere(chosen: readonly RealPage[]): Promise<void> {
    const evil = 'evil.example'
    const lies = {
      Host: evil,
      'X-Forwarded-Host': evil,
      'X-Forwarded-Proto': 'ftp',
      'X-Forwarded-For': evil,
      'X-Real-IP': evil,
      Forwarded: `host=${evil}`,
      'X-Original-URL': `/${evil}`,
      'X-Rewrite-URL': `/${evil}`,
    }
    const faults: string[] = []
    for (const { path: address, staff } of chosen) {
      const { text, headers } = await (staff ? executor : request(portal.app)).get(address).set(lies)
      if (`${text}${JSON.stringify(headers)}`.includes(evil)) faults.push(address)
    }
    expect(faults).toEqual([])
  }
})

describe('whoever looks around', () => {
  test('finds nothing of the inside', async () => {
    const places = [
      '/.git/config',
      '/.env',
      '/package.json',
      '/src/app.ts',
      '/data/postgres.json',
      '/build/',
      '/gallery',
    ]
    places.push('/server-status', '/debug', '/admin', '/../package.json', '/build/%2e%2e/%2e%2e/package.json')
    for (const place of places) {
      const { status, text } = await request(portal.app).get(place)
      expect([place, status >= 400 && status < 500, /secret|dependencies|import /.test(text)]).toEqual([
        place,
        true,
        false,
      ])
    }
    for (const method of ['trace', 'options', 'propfind', 'put', 'delete'] as const) {
      const { status } = await request(portal.app)[method]('/ru/synaqqala').set(sameOrigin)
      expect([method, status]).toEqual([method, 404])
    }
  })
})

describe('the role of the database', () => {
  test('is an ordinary one, and what it may not do is kept by the triggers of this list', async () => {
    const { pool } = portal.deps
    const { rows: role } = await pool.query(
      `SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user`,
    )
    const { rows: triggers } = await pool.query<{ guard: string }>(
      `SELECT c.relname || ': ' || t.tgname AS guard FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
         AND t.tgname ~ '(append_only|no_truncate|only_grows|stays)$' ORDER BY 1`,
    )
    const file = path.resolve(import.meta.dirname, '../../docs/database-rights.json')
    expect({ role: role[0], triggers: triggers.map(({ guard }) => guard) }).toEqual(
      JSON.parse(readFileSync(file, 'utf8')),
    )
  })
})
