import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { features } from '../../src/features.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { type LivedIn, liveIn, situations } from '../support/lived-in.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { type RealPage, residentPages } from '../support/real-pages.ts'

/** What caches between the portal and everybody may keep, and what not. */

let portal: Portal
let city: LivedIn
let routes: Route[]
beforeAll(async () => {
  portal = await openPortal()
  city = await liveIn(portal)
  routes = features.flatMap((feature) => feature.routes?.(portal.deps) ?? [])
}, 120_000)
afterAll(() => portal?.close())

/** The route that answers an address: the first whose parts fit. */
function routeOf({ path }: RealPage): Route | undefined {
  const parts = (path.split('?')[0] ?? '').split('/')
  return routes.find((route) => {
    const own = route.path.split('/')
    const fits = (part: string, at: number) => part.startsWith(':') || part === parts[at]
    return route.method === 'get' && own.length === parts.length && own.every(fits)
  })
}

describe('pages that are kept', () => {
  test('are public, set no cookie, hold no token, and are the same for the next visitor', async () => {
    const secrets = situations.map((situation) => city.complaints[situation].secretToken)
    const faults: string[] = []
    let kept = 0
    for (const page of residentPages(city, 'kk')) {
      const route = routeOf(page)
      if (route?.kept === undefined || page.status !== 200) continue
      kept++
      if (route.access !== 'public') faults.push(`${route.path} is not public`)
      const [first, second] = [
        await request(portal.app).get(page.path),
        await request(portal.app).get(page.path).set('User-Agent', 'another'),
      ]
      if (first.headers['set-cookie'] !== undefined) faults.push(`${page.path} sets a cookie`)
      if (secrets.some((secret) => first.text.includes(secret))) faults.push(`${page.path} holds a token`)
      if (first.text !== second.text) faults.push(`${page.path} differs`)
      if (!/^public, max-age=0, s-maxage=20/.test(String(first.headers['cache-control'])))
        faults.push(`${page.path}: ${first.headers['cache-control']}`)
      if (!String(first.headers['vary']).includes('Cookie'))
        faults.push(`${page.path} does not vary by cookie`)
      const again = await request(portal.app)
        .get(page.path)
        .set('If-None-Match', String(first.headers['etag']))
      if (again.status !== 304) faults.push(`${page.path} answers ${again.status} to its ETag`)
    }
    expect(faults).toEqual([])
    expect(kept).toBeGreaterThan(25)
  }, 60_000)

  test('are no forms of a report, nothing behind a secret link, and nothing of staff', () => {
    const wrong = routes.filter(
      ({ kept, path, access, method }) =>
        kept !== undefined &&
        (access !== 'public' || method !== 'get' || /\/new(\/|$)|:token|^\/staff/.test(path)),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

test('an error is kept by nobody', async () => {
  const { headers, status } = await request(portal.app).get('/ru/synaqqala/complaints/2603-0000-0000')
  expect([status, headers['cache-control'], headers['cdn-cache-control']]).toEqual([
    404,
    'no-store',
    undefined,
  ])
})

test('private pages are stored by nobody', async () => {
  const { headers } = await request(portal.app).get(`/ru/synaqqala/mine/${city.complaints.fresh.secretToken}`)
  expect([headers['cache-control'], headers['cdn-cache-control']]).toEqual(['private, no-store', undefined])
})
