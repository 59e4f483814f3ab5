import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { features } from '../../src/features.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { langs } from '../../src/platform/i18n/texts.ts'
import { plantPublications } from '../news/plant-news.ts'
import { plantReceptions } from '../receptions/visitors.ts'
import { crawl, linksOf, type Visited } from '../support/crawl.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { liveIn } from '../support/lived-in.ts'
import { plantContacts } from './policy/contacts-table.ts'

/** What a stranger comes to by following links from the first page, in a city where something has happened. */

const most = 600

let portal: ListeningPortal
let visited: Map<string, Visited>
let pages: Visited[]
let routes: Route[]

beforeAll(async () => {
  portal = await openListeningPortal()
  routes = features.flatMap((feature) => feature.routes?.(portal.deps) ?? [])
  await liveIn(portal)
  await plantContacts(portal)
  await plantReceptions(portal)
  await plantPublications(portal)
  visited = await crawl(portal.origin, ['/', ...langs.map((lang) => `/${lang}`)], most)
  pages = [...visited.values()].filter(({ html, status }) => html !== '' && status < 300)
}, 120_000)
afterAll(() => portal?.close())

describe('links', { tags: ['long'] }, () => {
  test('all lead somewhere', () => {
    expect(pages.length).toBeGreaterThan(150)
    const broken = [...visited.values()].filter(({ status }) => status >= 400)
    expect(broken.map(({ path, status, from }) => `${status} ${path} on ${from}`)).toEqual([])
  })

  test('to a part of a page lead to a part that is there', () => {
    const missing = pages.flatMap(({ path, html }) =>
      linksOf(html, path, portal.origin)
        .filter(({ to, fragment }) => fragment !== '' && visited.get(to)?.html)
        .filter(({ to, fragment }) => !visited.get(to)?.html.includes(`id="${fragment}"`))
        .map(({ to, fragment }) => `${to}#${fragment} on ${path}`),
    )
    expect(missing).toEqual([])
  })

  test('of forms that are posted lead to routes', () => {
    const posts = routes.filter(({ method }) => method === 'post')
    const lost = pages.flatMap(({ path, html }) =>
      linksOf(html, path, portal.origin)
        .filter(({ isPost, to }) => isPost && !posts.some((route) => matches(route, to)))
        .map(({ to }) => `${to} on ${path}`),
    )
    expect(lost).toEqual([])
  })

  test('lead to every public page, in three presses', () => {
    // A calendar, the file of a chart, of the analysis or of all cities is beside a page that is three presses away; streets and proofs
    // are asked for behind a form; a frame stands in pages of other sites, whose programs ask for it by oEmbed.
    const asked = routes.filter(
      ({ method, access, path }) =>
        method === 'get' &&
        access === 'public' &&
        !/\.ics$|\/appeals\.\w+$|\/(places|proof)\.json$|\/widget$|\/oembed$|\/:chart[./]|^\/:lang\/statistics\./.test(
          path,
        ),
    )
    const depthOf = (route: Route) =>
      Math.min(...[...visited.values()].filter(({ path }) => matches(route, path)).map(({ depth }) => depth))
    const far = asked
      .map((route) => ({ path: route.path, depth: depthOf(route) }))
      .filter(({ depth }) => depth > 3)
    expect(far).toEqual([])
  })

  test('that leave the portal do not know where the reader came from, and go by https', () => {
    const outside = pages.flatMap(({ path, html }) =>
      linksOf(html, path, portal.origin)
        .filter(({ external }) => external)
        .map(({ to }) => to),
    )
    expect([...new Set(outside)].filter((to) => !to.startsWith('https://'))).toEqual([])
  })
})

describe('every page', { tags: ['long'] }, () => {
  const faulty = (isFault: (page: Visited) => unknown) => pages.filter(isFault).map(({ path }) => path)

  test('has a language, one heading of the first level and a title', () => {
    expect(
      faulty(({ html, path }) => !html.includes(`<html lang="${path.slice(1, 3)}"`) && !isStaff(path)),
    ).toEqual([])
    expect(faulty(({ html }) => html.match(/<h1[\s>]/g)?.length !== 1)).toEqual([])
    expect(faulty(({ html }) => !/<title>[^<]{3,}<\/title>/.test(html))).toEqual([])
  })

  test('prints no value that is none, and no text that was forgotten', () => {
    const mark = /\bundefined\b|\[object|\{\{|\bNaN\b|Invalid Date|>\s*null\s*<|="null"/
    const keys = new RegExp(`>\\s*(?:${namespaces().join('|')}):[\\w.]+\\s*<`)
    expect(pages.flatMap(({ path, html }) => matchesIn(html, mark, path))).toEqual([])
    expect(pages.flatMap(({ path, html }) => matchesIn(html, keys, path))).toEqual([])
  })

  test('names itself in the other languages, unless search engines must not read it', () => {
    for (const { html, path } of pages) {
      if (isStaff(path)) continue
      const named = [...html.matchAll(/<link rel="alternate" hreflang="(\w+)" href="([^"]+)">/g)]
      const noindex = html.includes('<meta name="robots" content="noindex">')
      expect(
        named.map(([, lang]) => lang),
        path,
      ).toEqual(noindex ? [] : [...langs])
      for (const [, lang = '', href = ''] of named) {
        expect(href, path).toBe(portal.origin + path.replace(/^\/\w\w/, `/${lang}`).replaceAll('&', '&amp;'))
      }
    }
  })

  test('says nothing of a demonstration in a real city', () => {
    expect(pages.flatMap(({ path, html }) => matchesIn(html, /демо|\bdemo/i, path))).toEqual([])
  })

  test('answers HEAD as GET, without a body', async () => {
    const asked = routes.filter(({ method }) => method === 'get')
    for (const route of asked) {
      const page = [...visited.values()].find(({ path }) => matches(route, path))
      if (page === undefined) continue
      const res = await fetch(portal.origin + page.path, { method: 'HEAD', redirect: 'manual' })
      expect(res.status, page.path).toBe(page.status)
      expect(await res.text(), page.path).toBe('')
    }
  })
})

const isStaff = (path: string) => path.startsWith('/staff')
const namespaces = () => ['common', ...features.map(({ name }) => name), 'filing', 'public', 'desk', 'notify']

/** Whether a path belongs to a route; the first route that fits takes it, as in Express. */
function matches(route: Route, pathAndQuery: string): boolean {
  const path = pathAndQuery.replace(/\?.*$/, '')
  if (!patternOf(route.path).test(path)) return false
  return (
    routes.find(({ method, path: own }) => method === route.method && patternOf(own).test(path)) === route
  )
}

const patterns = new Map<string, RegExp>()

function patternOf(path: string): RegExp {
  const source = path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')
  const pattern = patterns.get(path) ?? new RegExp(`^${source}/?$`)
  patterns.set(path, pattern)
  return pattern
}

function matchesIn(html: string, mark: RegExp, path: string): string[] {
  const found = mark.exec(html)
  if (found === null) return []
  return [`${path}: ${html.slice(Math.max(0, found.index - 60), found.index + 60)}`]
}
