import { XMLParser } from 'fast-xml-parser'
import request from 'supertest'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatNumber } from '../../src/features/complaints/index.ts'
import { makeSnapshot } from '../../src/features/open-data/actions/make-dump.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { cityOf } from './dumps.ts'

let portal: Portal
let base: string
let moved: string
let hidden: string

beforeAll(async () => {
  portal = await openPortal()
  base = `/en/${portal.cast.city.slug}`
  moved = (await file(portal)).number
  await happen(
    portal,
    moved,
    {
      kind: 'recategorised',
      payload: { categoryId: portal.cast.categories.lights, fromCategoryId: null, reason: '<r>' },
    },
    answered('Жөнделді & <b>дайын</b>'),
    {
      kind: 'reopened',
      payload: {
        text: 'Жоқ',
        photos: [],
        dueOn: '2026-04-01',
        dueAt: Date.parse('2026-04-01T18:59:59Z'),
        calendar: 'kz',
      },
      by: 'resident',
    },
  )
  hidden = (await file(portal, { text: 'Көрінбейтін сөздер' })).number
  await happen(portal, hidden, answered('Көрінбейтін жауап'), {
    kind: 'hidden',
    payload: { reason: 'құпия себеп' },
  })
  await refreshFigures(portal.deps, portal.cast.city.id)
})
afterAll(() => portal?.close())

const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' })
async function feed(path: string) {
  const { text, headers } = await request(portal.app).get(path).expect(200)
  expect(headers['content-type']).toMatch(/^application\/atom\+xml/)
  return { text, feed: parser.parse(text).feed }
}

describe('feeds', () => {
  test('tell the newest answers, of the city and of one office', async () => {
    const { feed: all, text } = await feed(`${base}/answers.atom`)
    expect(all.entry).toHaveLength(1)
    expect(all.entry[0].summary['#text']).toBe(
      'Жөнделді &amp; &lt;b&gt;дайын&lt;/b&gt;'
        .replaceAll('&amp;', '&')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>'),
    )
    expect(text).not.toContain('Көрінбейтін')
    expect((await feed(`${base}/answers.atom?office=roads`)).feed.entry).toHaveLength(1)
    expect((await feed(`${base}/answers.atom?office=power`)).feed.entry).toBeUndefined()
    await request(portal.app).get(`${base}/answers.atom?office=nobody`).expect(404)
  })

  test('tell what was changed afterwards, and nothing of what is not public', async () => {
    const city = await cityOf(portal)
    const month = Temporal.PlainYearMonth.from('2026-01')
    await makeSnapshot(portal.deps, city, { month })
    await makeSnapshot(portal.deps, city, { month, remark: 'Wrong file' })
    const { body } = await request(portal.app).get(`${base}/open-data/corrections.json`).expect(200)
    const told = body.corrections.map(({ kind, complaint }: Record<string, string>) => [kind, complaint])
    expect(told).toEqual(
      expect.arrayContaining([
        ['recategorised', formatNumber(moved)],
        ['reopened', formatNumber(moved)],
        ['hidden', null],
        ['snapshot', null],
      ]),
    )
    expect(told).toHaveLength(4)
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${hidden}|${formatNumber(hidden)}|құпия`))
    const { feed: atom, text } = await feed(`${base}/open-data/corrections.atom`)
    expect(new Set(atom.entry.map(({ id }: { id: string }) => id)).size).toBe(4)
    expect(text).toContain('The snapshot 2026-01 was mended: Wrong file')
    expect(text).not.toContain(formatNumber(hidden))
  })
})

describe('the widget', () => {
  const frame = (query: string) => request(portal.app).get(`${base}/widget${query}`)

  test('may stand in pages of other sites and runs nothing there', async () => {
    for (const show of ['latest', 'figures', 'counter']) {
      const { headers, text } = await frame(`?show=${show}`).expect(200)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain('frame-ancestors *')
      expect(policy).toContain("script-src 'none'")
      expect(headers['x-frame-options']).toBeUndefined()
      expect(headers['set-cookie']).toBeUndefined()
      expect(text).not.toContain('<script')
      expect(text).not.toContain('Көрінбейтін')
    }
    const other = await request(portal.app).get(`${base}/open-data/widgets`).expect(200)
    expect(other.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  test('shows what was chosen', async () => {
    expect((await frame('')).text).toContain(formatNumber(moved))
    expect((await frame('?office=power')).text).toContain('There are no reports yet')
    expect((await frame('?show=figures&office=roads')).text).toContain('Answered in time')
    await frame('?office=nobody').expect(404)
    const { text } = await request(portal.app)
      .get(`${base}/open-data/widgets?show=figures&office=roads`)
      .expect(200)
    expect(text).toContain(
      '&lt;iframe src=&#34;http://portal.test/en/synaqqala/widget?show=figures&amp;amp;office=roads&#34;',
    )
  })
})
