import { parse } from 'csv-parse/sync'
import type { Browser as Chromium, Page } from 'playwright-core'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { deskActs } from '../../src/features/complaints/desk/forms.ts'
import { complaintPaths, deskPaths } from '../../src/features/complaints/index.ts'
import { features } from '../../src/features.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { unescapeHtml } from '../filing/resident.ts'
import { openBrowser } from '../support/browser.ts'
import { canary, harmIn, harmInLive, harmInXml, poisoned } from '../support/harmless-html.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { type LivedIn, liveIn, mineOf } from '../support/lived-in.ts'
import { sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { residentPages, staffPages } from '../support/real-pages.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { openWatched } from '../support/watched-page.ts'

/** Whatever people write stays words: on every page, in tables, feeds and mails. */

let portal: ListeningPortal
let chromium: Chromium
let parser: Page
let city: LivedIn
let executor: Browser
let routes: Route[]

beforeAll(async () => {
  ;[portal, chromium] = await Promise.all([openListeningPortal(), openBrowser()])
  parser = await chromium.newPage()
  city = await liveIn(portal, poisoned)
  await poisonNames()
  routes = features.flatMap((feature) => feature.routes?.(portal.deps) ?? [])
  executor = await signInAs(portal, 'executor@example.kz')
  executor.set('User-Agent', `Mozilla/5.0 ${canary.replaceAll(/[\r\n]/g, '')}`)
}, 120_000)
afterAll(async () => {
  await chromium?.close()
  await portal?.close()
})

/** Names of places, offices and people are written by administrators: nobody is trusted with HTML. */
async function poisonNames() {
  const { pool, db, cache } = portal.deps
  const { rows } = await pool.query<{ table: string; columns: string[] }>(
    `SELECT table_name AS table, array_agg(column_name::text) AS columns FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name ~ '^(name|name_..|short_..|position_..|note|source)$'
       AND data_type = 'text' AND table_name NOT IN ('complaint', 'import_run') GROUP BY 1`,
  )
  expect(rows.length).toBeGreaterThan(6)
  for (const { table, columns } of rows) {
    const changes = columns.map((column) => `${column} = '=' || ${column} || $1`)
    await pool.query(`UPDATE "${table}" SET ${changes.join(', ')}`, [` ${canary}`])
  }
  for (const { id, profile } of await db.city.findMany()) {
    const text = JSON.stringify(profile, (key, value) =>
      ['kk', 'ru', 'en'].includes(key) && typeof value === 'string' ? poisoned(value) : value,
    )
    await db.city.update({ where: { id }, data: { profile: JSON.parse(text) } })
  }
  await db.complaint.updateMany({
    data: { publication: 'published', shown: true },
    where: { publication: 'held' },
  })
  for (const key of ['city:', 'directory:', 'calendar:', 'home:']) cache.forget(key)
}

/** What is wrong with one answer, whatever it is. */
/** Lines of a calendar that no property of ours begins and that continue none: somebody else wrote them. */
const foreignLines = (calendar: string): string[] =>
  calendar
    .split('\r\n')
    .filter(
      (line) =>
        line !== '' &&
        !/^( |(BEGIN|END|VERSION|PRODID|NAME|X-WR-CALNAME|UID|SEQUENCE|DTSTAMP|DTSTART|DTEND|SUMMARY|LOCATION|GEO|DESCRIPTION|STATUS|METHOD|URL|REFRESH-INTERVAL|X-PUBLISHED-TTL|X-MICROSOFT-CDO-ALLDAYEVENT|X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT)[;:])/.test(
          line,
        ),
    )

async function harmOf(res: Response, where: string): Promise<string[]> {
  const faults: string[] = []
  const type = String(res.headers['content-type'] ?? '')
  if (JSON.stringify(res.headers).toLowerCase().includes('"x-canary')) faults.push('a header of its own')
  if (res.status >= 500) faults.push(`status ${res.status}`)
  if (type.startsWith('text/html')) {
    faults.push(...(await harmIn(parser, res.text)))
    faults.push(...wordsChanged(unescapeHtml(res.text)))
  } else if (type.includes('xml')) faults.push(...(await harmInXml(parser, res.text)))
  else if (type.startsWith('text/csv')) faults.push(...formulasIn(res.text))
  else if (type.startsWith('text/calendar')) faults.push(...foreignLines(res.text))
  else if (
    !/^(application\/(geo\+|manifest\+|ld\+|problem\+)?json|text\/plain|image\/|text\/css|application\/zip|$)/.test(
      type,
    )
  )
    faults.push(`type ${type}`)
  return faults.map((fault) => `${where}: ${fault}`)
}

const tail = canary.slice(canary.indexOf('"\''))
const head = '$t(common:nav.menu){{count}}<%= 7 * 7 %>'

/** Nothing in the words was taken for a placeholder: what comes before the last part is all there. */
function wordsChanged(text: string): string[] {
  const places = [...text.matchAll(new RegExp(tail.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g'))]
  const changed = places.filter(({ index }) => !text.slice(Math.max(0, index - 80), index).includes(head))
  return changed.map(({ index }) => `changed: ${text.slice(Math.max(0, index - 80), index)}`)
}

function formulasIn(csv: string): string[] {
  const cells = (parse(csv, { bom: true }) as string[][]).flat()
  return cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-?[\d.]+$/.test(cell))
}

describe('words with a canary', () => {
  test('do no harm on any page of residents', async () => {
    const faults: string[] = []
    let shown = 0
    for (const { path, name } of residentPages(city, 'kk')) {
      const res = await request(portal.app).get(path)
      faults.push(...(await harmOf(res, name)))
      if (res.text.includes('canary-y')) shown++
    }
    expect(faults).toEqual([])
    expect(shown).toBeGreaterThan(60)
  }, 60_000)

  test('do no harm on any page of staff', { tags: ['long'], timeout: 60_000 }, async () => {
    const faults: string[] = []
    for (const { path, name } of await staffPages(portal, city)) {
      const res = await executor.get(path)
      faults.push(...(await harmOf(res, name)))
      if (name.startsWith('desk')) expect(res.text, name).toContain('canary-y')
    }
    expect(faults).toEqual([])
  })

  test('do no harm in tables, feeds and data', async () => {
    // Charts of a month are there once a snapshot was published; their words are those of the chart of today.
    const files = routes.filter(
      ({ path, access }) =>
        /\.(csv|json|atom)$/.test(path) && !path.includes(':version') && access === 'public',
    )
    expect(files.length).toBeGreaterThan(6)
    for (const { path } of files) {
      const res = await request(portal.app).get(
        path
          .replace(':lang', 'ru')
          .replace(':city', 'synaqqala')
          .replace(':number', city.complaints.fresh.number)
          .replace(':chart', 'flow'),
      )
      expect(await harmOf(res, path)).toEqual([])
      expect(res.status, path).toBe(200)
      expect(res.headers['x-content-type-options'], path).toBe('nosniff')
    }
  })

  test('do no harm in mails', async () => {
    await runJobs(portal)
    const mails = await readMails(portal)
    expect(mails.length).toBeGreaterThan(0)
    for (const mail of mails) {
      expect(mail.head).not.toMatch(/^X-Canary/im)
      expect(mail.head.match(/^(To|Subject|From):/gm)).toHaveLength(3)
      expect(await harmIn(parser, mail.html)).toEqual([])
      expect(mail.html).toContain('canary-y')
    }
  })

  test('do no harm in a browser with scripts', { tags: ['long'] }, async () => {
    const { page, faults, foreign, context } = await openWatched(chromium, portal.origin, { width: 1280 })
    for (const path of [complaintPaths.map('ru', 'synaqqala'), complaintPaths.new('ru', 'synaqqala')]) {
      await page.goto(portal.origin + path, { waitUntil: 'networkidle' })
      expect(await harmInLive(page)).toEqual([])
    }
    await page.locator('input[type=file]').setInputFiles({
      name: '<canary-x canary-y="1">.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('no picture'),
    })
    await page.locator('.thumb-file').waitFor()
    expect(await harmInLive(page)).toEqual([])
    expect(faults()).toEqual([])
    expect(foreign()).toEqual([])
    await context.close()
  })
})

describe('canaries in requests', () => {
  const names = [
    ...[
      'q',
      'status',
      'category',
      'district',
      'office',
      'from',
      'to',
      'page',
      'sort',
      'bbox',
      'text',
      'number',
    ],
    ...[
      'lang',
      'next',
      'notice',
      'ended',
      'view',
      'act',
      'done',
      'channel',
      'overdue',
      'photo',
      'reopened',
      'x',
    ],
  ]
  const query = new URLSearchParams(names.map((name): [string, string] => [name, canary])).toString()
  const fill = (route: Route, value: string) =>
    route.path
      .replace(':lang', 'ru')
      .replace(':city', 'synaqqala')
      .replaceAll(/:(\w+)/g, (_all, name: string) =>
        value === '' ? (places()[name] ?? 'x') : encodeURIComponent(value),
      )
  const places = (): Record<string, string> => ({
    number: city.complaints.fresh.number,
    token: city.complaints.fresh.secretToken,
    code: 'roads',
    chart: 'flow',
  })

  test('in the query of every address', { tags: ['long'], timeout: 60_000 }, async () => {
    const faults: string[] = []
    for (const route of routes.filter(({ method }) => method === 'get')) {
      for (const agent of [request(portal.app), executor]) {
        faults.push(...(await harmOf(await agent.get(`${fill(route, '')}?${query}`), `${route.path}?`)))
      }
    }
    expect(faults).toEqual([])
  })

  test('in the path of every address', { tags: ['long'] }, async () => {
    const faults: string[] = []
    for (const route of routes.filter(({ method }) => method === 'get')) {
      for (const agent of [request(portal.app), executor]) {
        faults.push(...(await harmOf(await agent.get(fill(route, canary)), route.path)))
      }
    }
    const outside = await request(portal.app).get(`/${encodeURIComponent(canary)}`)
    expect([...faults, ...(await harmOf(outside, 'no such page'))]).toEqual([])
  })

  test('in every field of every form', { tags: ['long'], timeout: 60_000 }, async () => {
    const faults: string[] = []
    for (const route of routes.filter(
      ({ method, path }) => method === 'post' && !/sign-out|end/.test(path),
    )) {
      const agent = route.path.startsWith('/staff') ? executor : request(portal.app)
      const fields = Object.fromEntries([...fieldNames, ...names].map((name) => [name, canary]))
      const res = await agent.post(fill(route, '')).set(sameOrigin).type('form').send(fields)
      faults.push(...(await harmOf(res, `post ${route.path}`)))
      expect(String(res.headers['location'] ?? ''), route.path).not.toMatch(/^(https?:)?\/\/|canary-x|[\r\n]/)
    }
    expect(faults).toEqual([])
  })

  test('typed into a form come back as they were', async () => {
    const typed = { text: canary, outcome: canary, version: '1' }
    const path = `${deskPaths.show(city.complaints.fresh.number)}/plan`
    const res = await executor.post(path).set(sameOrigin).type('form').send(typed)
    expect(res.status).toBe(422)
    expect(unescapeHtml(res.text)).toContain(tail)
    const signIn = await request(portal.app)
      .post(accountPaths.signIn())
      .set(sameOrigin)
      .type('form')
      .send({ email: canary, password: 'x' })
    expect(unescapeHtml(signIn.text)).toContain('canary-y')
    expect(await harmOf(signIn, 'sign-in')).toEqual([])
  })

  test('in headers that are read', async () => {
    const odd = canary.replaceAll(/[\r\n]/g, '')
    const res = await request(portal.app)
      .get(mineOf(city.complaints.fresh))
      .set({
        Cookie: `lang=${encodeURIComponent(odd)}; view=${encodeURIComponent(odd)}`,
        'Accept-Language': odd,
        'X-Fragment': odd,
      })
    expect(await harmOf(res, 'headers')).toEqual([])
  })

  const fieldNames = [
    ...[
      'text',
      'category',
      'address',
      'landmark',
      'lat',
      'lon',
      'accuracy',
      'city',
      'remove',
      'email',
      'phone',
    ],
    ...[
      'replyLang',
      'visibility',
      'website',
      'seen',
      'emailChecked',
      'verdict',
      'version',
      'officeId',
      'staffId',
    ],
    ...[
      'plannedOn',
      'outcome',
      'ground',
      'reason',
      'password',
      'repeat',
      'session',
      'back',
      'scheme',
      'textSize',
    ],
    ...deskActs,
  ]
})

describe('the check', () => {
  test.each([
    '<p>a<canary-x></canary-x></p>',
    '<p canary-y="1">a</p>',
    '<a href="javascript:canary()">a</a>',
    '<p onclick="x()">a</p>',
    '<script>x()</script>',
    '<p style="color: red">a</p>',
  ])('sees %s', async (html) => {
    expect(await harmIn(parser, `<!doctype html><title>a</title>${html}`)).not.toEqual([])
  })

  test('sees formulas and changed words', () => {
    expect(formulasIn('a,=1+1\r\n')).toEqual(['=1+1'])
    expect(wordsChanged(`Menu${tail}`)).toHaveLength(1)
    expect(wordsChanged(canary)).toEqual([])
  })
})
