import { parse } from 'csv-parse/sync'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { langs } from '../../src/platform/i18n/texts.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bulkOf, HistoryBuilder, HOUR } from './histories.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  const { cast, deps } = portal
  const start = Date.parse('2026-01-10T05:00:00Z')
  const histories = Array.from({ length: 12 }, (_, index) => {
    const at = start + index * HOUR
    const builder = new HistoryBuilder(cast, at, {
      channel: index % 2 === 0 ? 'web' : 'phone',
      district: index < 4 ? cast.districts.east : cast.districts.west,
    }).sent(at, index < 9 ? cast.offices.roads : cast.offices.housing, at + 360 * HOUR)
    return index < 8 ? builder.answered(at + (index + 1) * 24 * HOUR) : builder
  })
  await writeComplaints(
    deps.pool,
    histories.map(({ history }) => bulkOf(cast, history)),
  )
  await refreshFigures(deps, cast.city.id)
})
afterAll(() => portal?.close())

const get = (path: string, lang = 'en') => request(portal.app).get(`/${lang}/synaqqala/${path}`)
const january = 'from=2026-01-01&to=2026-01-31'

const cellsOf = (csv: string): string[][] => parse(csv, { bom: true })

describe('figures for machines', () => {
  test('have the members of the method in their order', async () => {
    const { body, headers, status } = await get(`statistics.json?${january}&channel=web`)
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^application\/json/)
    expect(Object.keys(body)).toEqual([
      ...['asOf', 'window', 'filter', 'calendar', 'method', 'received', 'answered', 'onTime', 'medianHours'],
      ...['p90Hours', 'resolution', 'verdicts', 'reopened', 'openNow', 'outcomes', 'refusedBy', 'hiddenBy'],
      ...['leftOut', 'transfers', 'extended', 'expectedOnTime', 'signals', 'rate'],
    ])
    expect(body).toMatchObject({
      asOf: '2026-03-11T07:00:00.000Z',
      window: { from: '2026-01-01', to: '2026-01-31' },
      filter: { channel: 'web' },
      method: '1',
      received: 6,
      answered: 4,
      onTime: { n: 4, of: 6, share: 0.6667, low: 0.3, high: 0.9032 },
      medianHours: { value: 120, events: 4, censored: 2 },
      openNow: { n: 2, overdue: 2, ageBands: { '0-3': 0, '31-90': 2 } },
      outcomes: { solved: 4, merged: 0 },
    })
    expect(Object.keys(body.onTime)).toEqual(['n', 'of', 'share', 'low', 'high'])
    expect(Object.keys(body.openNow.ageBands)).toEqual(['0-3', '4-15', '16-30', '31-90', '90+'])
  })

  test('give one row for each office, or the one that is named', async () => {
    const all = await get(`statistics/offices.json?${january}`)
    expect(all.body.offices.map((row: { office: string }) => row.office)).toEqual([
      ...['roads', 'housing', 'power', 'akimat'],
    ])
    expect(all.body.offices[0]).toMatchObject({
      office: 'roads',
      name: 'Department: Roads',
      received: 9,
      onTime: { n: 8, of: 9 },
    })
    const one = await get(`statistics/offices.json?${january}&office=housing`)
    expect(one.body.offices).toHaveLength(1)
    const alone = await get(`statistics.json?${january}&office=housing`)
    const { office, name, ...counted } = one.body.offices[0]
    expect(alone.body).toMatchObject(counted)
    expect(alone.body.filter).toEqual({ office: 'housing' })
  })

  test('tell the months', async () => {
    const usual = await get('statistics/flow.json')
    expect(usual.body.months).toHaveLength(25)
    expect(usual.body.months.at(-1)).toMatchObject({ month: '2026-03', partial: true, open: 4 })
    const asked = await get(`statistics/flow.json?from=2025-12-15&to=2026-01-31`)
    expect(asked.body.months).toEqual([
      {
        ...{ month: '2025-12', partial: false, received: 0, reopened: 0, answered: 0, left: 0, open: 0 },
        onTime: { n: 0, of: 0, share: null, low: null, high: null },
      },
      {
        ...{ month: '2026-01', partial: false, received: 12, reopened: 0, answered: 8, left: 0, open: 4 },
        onTime: { n: 8, of: 12, share: 0.6667, low: 0.3906, high: 0.8619 },
      },
    ])
    const office = await get(`statistics/flow.json?${january}&office=roads`)
    expect(office.body.months[0]).toMatchObject({ received: 9, answered: 8, open: 1 })
  })

  test('of a district with fewer than ten due keep their counts and lose their shares', async () => {
    const { body } = await get(`statistics.json?${january}&district=east`)
    expect(body.onTime).toEqual({ n: 4, of: 4, share: null, low: null, high: null })
    expect(body.received).toBe(4)
  })

  test('may be read by other sites and kept with an ETag; pages may not', async () => {
    const first = await get(`statistics.json?${january}`)
    expect(first.headers['access-control-allow-origin']).toBe('*')
    expect(first.headers['etag']).toBeTruthy()
    const again = await get(`statistics.json?${january}`).set('If-None-Match', first.headers['etag'] ?? '')
    expect(again.status).toBe(304)
    expect((await get('statistics')).headers['access-control-allow-origin']).toBeUndefined()
  })

  test.each([
    ['from=2026-02-30', 'from', /YYYY-MM-DD/],
    ['to=yesterday', 'to', /YYYY-MM-DD/],
    ['from=2026-02-01&to=2026-01-01', 'from', /cannot begin/],
    ['from=2026-01-01&from=2026-01-02', 'from', /YYYY-MM-DD/],
    ['category=dragons', 'category', /no category/],
    ['district=moon', 'district', /no district/],
    ['channel=pigeon', 'channel', /no such channel/],
    ['form=2026-01-01', 'form', /There are: from, to/],
  ])('refuse %s with a sentence', async (query, parameter, sentence) => {
    for (const name of ['statistics', 'statistics/offices', 'statistics/flow']) {
      const json = await get(`${name}.json?${query}`)
      expect(json.status).toBe(400)
      expect(json.body).toEqual({ error: expect.stringMatching(sentence), parameter })
      expect(json.headers['access-control-allow-origin']).toBe('*')
      const csv = await get(`${name}.csv?${query}`)
      expect(csv.status).toBe(400)
      expect(csv.headers['content-type']).toMatch(/^text\/plain/)
      expect(csv.text).toMatch(sentence)
    }
  })

  test('do not know an office of another city, nor a stranger city', async () => {
    expect((await get('statistics.json?office=nowhere')).status).toBe(404)
    expect((await request(portal.app).get('/en/basqaqala/statistics.json?office=roads')).status).toBe(404)
    expect((await request(portal.app).get('/en/nowhere/statistics.json')).status).toBe(404)
  })

  test('empty parameters, as a form sends them, ask for everything', async () => {
    const { body } = await get(`statistics.json?${january}&category=&district=`)
    expect(body).toMatchObject({ filter: {}, received: 12 })
  })

  test.each(langs)('say what is wrong in the language of the address: %s', async (lang) => {
    const { body } = await get('statistics.json?from=x', lang)
    expect(body.error).toBe(portal.deps.texts.in(lang)('statistics:bad.day', { parameter: 'from' }))
  })
})

describe('tables', () => {
  test('begin with a mark for spreadsheets and hold the same numbers as the JSON', async () => {
    const csv = await get(`statistics.csv?${january}&category=potholes`)
    expect(csv.status).toBe(200)
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.headers['content-disposition']).toBe(
      'attachment; filename=statistics-synaqqala-2026-01-01-2026-01-31.csv',
    )
    expect(csv.text.startsWith('\uFEFFasOf,window.from,window.to,filter.office,filter.category')).toBe(true)
    const [head = [], row = [], ...more] = cellsOf(csv.text)
    expect(more).toEqual([])
    const cell = (name: string) => row[head.indexOf(name)]
    const { body } = await get(`statistics.json?${january}&category=potholes`)
    expect(cell('filter.category')).toBe('potholes')
    expect(cell('onTime.share')).toBe(String(body.onTime.share))
    expect(cell('medianHours.value')).toBe(String(body.medianHours.value))
    expect(cell('openNow.ageBands.31-90')).toBe('4')
    expect(cell('refusedBy.repeated')).toBe('0')
    expect(cell('p90Hours.value'), 'what is not reached is empty').toBe('')
  })

  test('have the same columns whatever was asked', async () => {
    const heads = await Promise.all(
      ['', 'office=akimat', 'district=east&channel=phone'].map(async (query) => {
        const { text } = await get(`statistics.csv?${query}`)
        return cellsOf(text)[0]
      }),
    )
    expect(heads[1]).toEqual(heads[0])
    expect(heads[2]).toEqual(heads[0])
  })

  test('hold a line for each office and for each month', async () => {
    const offices = cellsOf((await get(`statistics/offices.csv?${january}`)).text)
    expect(offices).toHaveLength(5)
    expect(new Set(offices.map((cells) => cells.length)).size).toBe(1)
    expect(cellsOf((await get('statistics/flow.csv')).text)).toHaveLength(26)
  })

  test.each([
    "=cmd|' /C calc'!A0",
    '@SUM(1+1)*cmd',
    '+7 705 100 20 30',
    '-2+3+cmd',
    '=IMPORTXML("http://example.com","//a")',
  ])('do not let a name run as a formula: %s', async (name) => {
    const { cast, deps } = portal
    await deps.db.office.update({ where: { id: cast.offices.akimat }, data: { nameEn: name } })
    deps.cache.forget('directory:')
    const { text } = await get(`statistics/offices.csv?${january}&office=akimat`)
    const [head = [], row = []] = cellsOf(text)
    const cell = row[head.indexOf('name')] ?? ''
    const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
    expect(read).toBe(`'${name}`)
  })
})
