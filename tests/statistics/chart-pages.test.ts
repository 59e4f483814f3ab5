import { XMLParser, XMLValidator } from 'fast-xml-parser'
import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import { chartIds } from '../../src/features/statistics/charts/catalogue.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { langs } from '../../src/platform/i18n/texts.ts'
import { formatNumber } from '../../src/platform/time/format.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bulkOf, type History, HistoryBuilder, HOUR } from './histories.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  await writeComplaints(
    portal.deps.pool,
    lives().map((history) => bulkOf(portal.cast, history)),
  )
  const residents = { count: 40_000, on: '2026-01-01', source: 'test' }
  await portal.deps.db.district.updateMany({ data: { residents } })
  portal.deps.cache.forget('city:')
  await refreshFigures(portal.deps, portal.cast.city.id)
})
afterAll(() => portal?.close())

/** Forty for each of three offices, so that they can be compared; a few in the east. */
function lives(): History[] {
  const { cast } = portal
  const first = Date.parse('2025-11-03T05:00:00Z')
  const offices = [cast.offices.roads, cast.offices.housing, cast.offices.akimat]
  return offices.flatMap((office, place) =>
    Array.from({ length: 40 }, (_, index) => {
      const at = first + (index * 60 + place) * HOUR
      const district = index < 4 ? cast.districts.east : cast.districts.west
      const category = place === 0 ? cast.categories.potholes : cast.categories.heating
      const sent = new HistoryBuilder(cast, at, { district, category }).sent(at, office, at + 15 * 24 * HOUR)
      return index % (place + 2) === 0 ? sent.history : sent.answered(at + (index + 3) * 12 * HOUR).history
    }),
  )
}

const path = (rest: string, lang = 'en') => `/${lang}/synaqqala/statistics/charts/${rest}`
const get = (rest: string, lang = 'en') => request(portal.app).get(path(rest, lang))

describe('the page of a chart', () => {
  test.each(
    chartIds,
  )('%s has the finding, the chart, its table, files, code, citation and version', async (id) => {
    const { text, status } = await get(id)
    expect(status).toBe(200)
    const title = /<h1[^>]*>([^<]+)</.exec(text)?.[1] ?? ''
    expect(title.length).toBeGreaterThan(8)
    expect(text).toContain(`<figure class="chart" id="${id}"`)
    expect(text).toContain('<details class="disclosure" open>')
    for (const format of ['csv', 'json', 'svg', 'png'])
      expect(text).toContain(`href="${path(`${id}.${format}`)}"`)
    expect(text).toContain(`&lt;iframe src=&#34;http://portal.test${path(`${id}/embed`)}&#34;`)
    expect(text).toContain(`<meta property="og:image" content="http://portal.test${path(`${id}.png`)}">`)
    expect(text).toContain(`http://portal.test${path(id)}</blockquote>`)
    expect(text).toMatch(/As of 11 March 2026, 12:00\. [^<]*CC BY 4\.0\. http/)
  })

  test('keeps the filter in all its addresses, and names what it is of', async () => {
    const { text } = await get('flow?office=roads&from=2025-11-01&to=2025-12-31')
    const query = 'from=2025-11-01&amp;to=2025-12-31&amp;office=roads'
    for (const rest of ['flow.csv', 'flow.png']) expect(text).toContain(`${path(rest)}?${query}`)
    // Code that is shown: the address is quoted in its attribute, and once more for the page.
    expect(text).toContain(`${path('flow/embed')}?${query.replaceAll('&amp;', '&amp;amp;')}&#34;`)
    expect(text).toContain('Department: Roads')
    expect(text).toContain(`<link rel="canonical" href="http://portal.test${path('flow')}?${query}">`)
  })

  test('is quoted in all languages of the city', async () => {
    const { text } = await get('flow', 'ru')
    const quoted = [...text.matchAll(/<blockquote[^>]*lang="(\w\w)"/g)].map((match) => match[1])
    expect(quoted.toSorted()).toEqual(['en', 'kk', 'ru'])
    expect(text).toContain('Есеп уақыты: ')
  })

  test('says so when there is too little to show, and has no picture then', async () => {
    const empty = '?from=2024-01-01&to=2024-01-31'
    const { text, status } = await get(`verdicts${empty}`)
    expect(status).toBe(200)
    expect(text).toContain('Too little data yet for this chart')
    expect(text).toContain('<meta name="robots" content="noindex">')
    expect((await get(`verdicts.svg${empty}`)).status).toBe(404)
    expect((await get(`verdicts.json${empty}`)).body.rows).toEqual([])
  })

  test('has a form for other days and parts of the city, and keeps the office', async () => {
    const { text } = await get('flow?office=roads&from=2025-11-01&to=2025-12-31')
    expect(text).toContain('value="2025-11-01"')
    expect(text).toContain('<input type="hidden" name="office" value="roads">')
    expect(text).toMatch(/<select[^>]*name="district"/)
    expect(text).toMatch(
      new RegExp(`href="${path('flow')}\\?from=\\d{4}-01-01&amp;to=[\\d-]+&amp;office=roads"`),
    )
    expect((await get('categories')).text, 'compares all of them').not.toMatch(/<select[^>]*name="category"/)
    expect((await get('ages')).text, 'is as of now').not.toMatch(/type="date"/)
  })

  test('of no such chart or office is not found; a bad question comes back with the sentence', async () => {
    expect((await get('dragons')).status).toBe(404)
    expect((await get('dragons.json')).status).toBe(404)
    expect((await get('flow?office=nowhere')).status).toBe(404)
    const bad = await get('flow?from=yesterday')
    expect(bad.status).toBe(400)
    expect(bad.text).toContain('href="#from"')
    expect(bad.text).toMatch(/id="from"[^>]*value="yesterday"|value="yesterday"[^>]*id="from"/)
    const frame = await get('flow/embed?from=yesterday')
    expect([frame.status, frame.headers['location']]).toEqual([302, `${path('flow')}?from=yesterday`])
    expect((await get('flow.json?from=yesterday')).status).toBe(400)
    expect((await get('flow.png?colour=red')).status).toBe(400)
  })
})

describe('oEmbed', () => {
  const ask = (url: string, more = '', lang = 'en') =>
    request(portal.app).get(`/${lang}/synaqqala/statistics/oembed?url=${encodeURIComponent(url)}${more}`)

  test('is discovered on the page, and gives the frame with the question', async () => {
    const { text } = await get('flow?office=roads')
    const [, href = ''] = /type="application\/json\+oembed"[^>]* href="([^"]+)"/.exec(text) ?? []
    const { body, status } = await request(portal.app).get(href.replaceAll('&amp;', '&'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: '1.0', type: 'rich', width: 720 })
    expect(text).toContain(body.title)
    expect(body.html).toContain(`src="http://portal.test${path('flow/embed')}?office=roads"`)
    const small = await ask(`http://portal.test${path('flow')}`, '&maxwidth=300&maxheight=200')
    expect([small.body.width, small.body.height]).toEqual([300, 200])
    expect(small.body.html).toContain('width="300" height="200"')
  })

  test('knows the charts of this city only, and JSON only', async () => {
    const here = `http://portal.test${path('flow')}`
    expect((await ask(here)).status).toBe(200)
    expect((await ask(here.replace('portal.test', 'evil.test'))).status).toBe(404)
    expect((await ask(here, '', 'ru')).status).toBe(404)
    expect((await ask(`${here}?from=yesterday`)).status).toBe(404)
    expect((await ask(here.replace('flow', 'dragons'))).status).toBe(404)
    expect((await ask('not an address')).status).toBe(404)
    expect((await ask(here, '&format=xml')).status).toBe(501)
  })
})

describe('the files of a chart', () => {
  /** Cells of the table of the page, row by row. */
  const tableOf = (html: string) => {
    const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1] ?? ''
    return [...body.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map((row) =>
      [...(row[1] ?? '').matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map((cell) =>
        (cell[1] ?? '').replace(/<[^>]+>/g, '').trim(),
      ),
    )
  }
  type Value = number | string | null | { n?: number; of?: number; share?: number | null; name?: string }
  /** What the page must say for a value. */
  const wordsFor = (value: Value): RegExp => {
    if (value === null) return /^(|–|not reached|\D+)$/
    if (typeof value === 'number') {
      const whole = formatNumber(value, 'en', 1)
      const decimals = whole.includes('.') ? '0?' : '(\\.0)?'
      return new RegExp(`^(${whole}${decimals}|${formatNumber(value * 100, 'en')}%)$`)
    }
    if (typeof value === 'string') return /./
    if (value.name !== undefined) return new RegExp(`^${value.name}$`)
    if (value.of === 0) return /^none$/
    if (value.share === null) return new RegExp(`^${value.n} of ${value.of}$`)
    if (value.n === undefined) return /^(|\d+ – \d+%|[\d.]+ – [\d.]+)$/
    return new RegExp(`^${formatNumber((value.share ?? 0) * 100, 'en')}% \\(${value.n} of ${value.of}\\)$`)
  }

  test.each(chartIds)('%s: JSON and CSV hold exactly the table of the page', async (id) => {
    const [page, json, csv] = await Promise.all([get(id), get(`${id}.json`), get(`${id}.csv`)])
    const table = tableOf(page.text)
    const keys = json.body.columns.map(({ key }: { key: string }) => key)
    expect(table.length).toBe(json.body.rows.length)
    expect(table.length).toBeGreaterThan(0)
    for (const [index, row] of table.entries()) {
      expect(Object.keys(json.body.rows[index])).toEqual(keys)
      for (const [column, key] of keys.entries()) {
        expect(row[column], `${id} ${key} in row ${index}`).toMatch(wordsFor(json.body.rows[index][key]))
      }
    }
    expect(csv.headers['content-type']).toMatch(/^text\/csv/)
    expect(csv.text.trimEnd().split('\r\n')).toHaveLength(table.length + 1)
    expect(json.body).toMatchObject({
      chart: id,
      asOf: '2026-03-11T07:00:00.000Z',
      method: '1',
      licence: 'CC BY 4.0',
    })
    expect(json.headers['access-control-allow-origin']).toBe('*')
  })

  test.each(chartIds)('%s: the SVG is well-formed, with a title and a description', async (id) => {
    for (const lang of langs) {
      const { body, headers } = await get(`${id}.svg`, lang).buffer(true)
      const text = String(body)
      expect(headers['content-type']).toMatch(/^image\/svg\+xml/)
      expect(XMLValidator.validate(text)).toBe(true)
      const { svg } = new XMLParser({ ignoreAttributes: false }).parse(text)
      expect(svg.title['#text'].length).toBeGreaterThan(8)
      expect(svg.desc['#text'].length).toBeGreaterThan(20)
      expect(svg['@_role']).toBe('img')
      expect(text).not.toMatch(/NaN|undefined|Infinity/)
    }
  })

  test('the PNG has the size that networks ask for, and is asked for once', async () => {
    const first = await get('flow.png', 'kk')
    expect(first.status).toBe(200)
    const { width, height, format } = await sharp(first.body).metadata()
    expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: 'png' })
    const again = await get('flow.png', 'kk').set('If-None-Match', String(first.headers['etag']))
    expect(again.status).toBe(304)
    expect(first.headers['cross-origin-resource-policy']).toBe('cross-origin')
  })

  test('shares of few complaints of a district are in none of them', async () => {
    const { body } = await get('districts.json')
    const east = body.rows.find((row: { district: { code: string } }) => row.district.code === 'east')
    expect(east.onTime.share).not.toBeNull()
    const narrow = await get('categories.json?district=east')
    for (const { onTime } of narrow.body.rows) expect(onTime.share).toBeNull()
  })
})

describe('a district with few complaints', () => {
  const few = '?district=east&category=potholes'
  const told = /\d\s*%/
  const sharesIn = (value: unknown): unknown[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, one]) =>
          ['share', 'low', 'high'].includes(key) && one !== null ? [one] : sharesIn(one),
        )

  test.each(chartIds)('%s tells no share of them, neither drawn nor in its table and files', async (id) => {
    const [page, svg, csv, json] = await Promise.all([
      get(`${id}${few}`),
      get(`${id}.svg${few}`).buffer(true),
      get(`${id}.csv${few}`),
      get(`${id}.json${few}`),
    ])
    expect(page.status).toBe(200)
    const figure = /<figure class="chart"[\s\S]*?<\/figure>/.exec(page.text)?.[0] ?? ''
    const words = (markup: string) => markup.replaceAll(/<[^>]+>/g, ' ')
    expect(words(figure)).not.toMatch(told)
    expect(page.text.match(/<h1[^>]*>[^<]+/)?.[0]).not.toMatch(told)
    expect(words(svg.status === 200 ? String(svg.body) : '')).not.toMatch(told)
    expect(csv.text).not.toMatch(/\d\s*%|(^|,)0\.\d/m)
    expect(sharesIn(json.body.rows)).toEqual([])
    expect(figure.length > 0, 'the chart').toBe(json.body.rows.length > 0)
  })

  test('days, outcomes and verdicts tell of it in counts', async () => {
    const titles = await Promise.all(
      ['days', 'outcomes', 'verdicts'].map(async (id) => (await get(`${id}${few}`)).text),
    )
    expect(titles[0]).toContain('answers came within')
    expect(titles[1]).toContain('&#34;Solved&#34;: 2 of 2 ends')
    expect(titles[2]).toContain('Answers confirmed: 0 of 2')
    expect((await get(`outcomes.json${few}`)).body.rows[0]).toMatchObject({ count: 2, share: null })
  })
})

describe('a chart in a frame', () => {
  test('may be held by any site; no other page may', async () => {
    const frame = await get('flow/embed')
    expect(frame.status).toBe(200)
    const policy = String(frame.headers['content-security-policy'])
    expect(policy).toContain('frame-ancestors *')
    expect(policy).toContain("script-src 'none'")
    expect(frame.headers['x-frame-options']).toBeUndefined()
    expect(frame.text).toContain('<base target="_blank">')
    for (const rest of ['flow', 'flow.json', '../../statistics']) {
      const other = await get(rest)
      expect(String(other.headers['content-security-policy'])).toContain("frame-ancestors 'none'")
      expect(other.headers['x-frame-options']).toBe('DENY')
    }
  })
})
