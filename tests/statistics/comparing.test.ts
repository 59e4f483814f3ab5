import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import { shareOf } from '../../src/features/statistics/figures/figures.ts'
import { windowBefore } from '../../src/features/statistics/figures/window.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { countChange, intervalChange } from '../../src/features/statistics/pages/changed.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bulkOf, HistoryBuilder, HOUR } from './histories.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  const { cast, deps } = portal
  const life = (at: number, isAnswered: boolean) => {
    const sent = new HistoryBuilder(cast, at).sent(at, cast.offices.roads, at + 10 * 24 * HOUR)
    return bulkOf(cast, (isAnswered ? sent.answered(at + 48 * HOUR) : sent).history)
  }
  const month = (first: string, count: number, answered: number) =>
    Array.from({ length: count }, (_, index) => life(Date.parse(first) + index * 3 * HOUR, index < answered))
  await writeComplaints(deps.pool, [
    ...month('2025-12-01T05:00:00Z', 100, 90),
    ...month('2026-01-01T05:00:00Z', 40, 12),
  ])
  await refreshFigures(deps, cast.city.id)
})
afterAll(() => portal?.close())

const get = (path: string, lang = 'en') => request(portal.app).get(`/${lang}${path}`)
const wordsOf = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')

describe('what changed', () => {
  test('is named only where chance is a poor explanation', () => {
    expect(countChange(40, 100)).toBe('down')
    // The difference of 20 is within 1.96 x sqrt(220) = 29.
    expect(countChange(120, 100)).toBe('none')
    expect(countChange(1200, 1000)).toBe('up')
    expect(intervalChange(shareOf(30, 100), shareOf(90, 100))).toBe('down')
    // 80 to 85 of 100: the intervals overlap.
    expect(intervalChange(shareOf(85, 100), shareOf(80, 100))).toBe('none')
    expect(intervalChange({ low: null, high: null }, shareOf(1, 2))).toBe('none')
  })

  test('compares with the days just before, as many', () => {
    expect(windowBefore({ from: '2026-01-01', to: '2026-01-31' })).toEqual({
      from: '2025-12-01',
      to: '2025-12-31',
    })
    expect(windowBefore({ from: '2024-03-01', to: '2024-03-01' })).toEqual({
      from: '2024-02-29',
      to: '2024-02-29',
    })
  })

  test.each([
    ['en', 'received 40, before 100 (clearly less)'],
    ['ru', 'поступило 40, было 100 (заметно меньше)'],
    ['kk', 'түскені 40, бұрын 100 (айқын азайды)'],
  ])('stands on the page of the city in %s', async (lang, sentence) => {
    const { text } = await get('/synaqqala/statistics?from=2026-01-01&to=2026-01-31', lang)
    expect(wordsOf(text)).toContain(sentence)
  })

  test('is not said where there was nothing to compare with', async () => {
    const { text } = await get('/synaqqala/statistics')
    expect(wordsOf(text)).not.toContain('Compared with')
  })
})

test('the median has the same digits wherever it is printed', async () => {
  const pages = ['/synaqqala', '/synaqqala/statistics', '/statistics']
  for (const page of pages) {
    const { text } = await get(page)
    const tiles = [...text.matchAll(/class="stat-value">([^<]*)/g)].map(([, value = '']) => value.trim())
    expect([page, tiles]).toEqual([page, expect.arrayContaining(['2.0'])])
  }
})

describe('the page of a category', () => {
  test('stands beside the city, with who handles it and the guard rails', async () => {
    const { text, status } = await get('/synaqqala/statistics/categories/potholes')
    expect(status).toBe(200)
    const words = wordsOf(text)
    expect(words).toMatch(/Answered in time: \d+ of \d+, [\d.]+%; the city: [\d.]+%\./)
    expect(words).toContain('Offices that handle it')
    expect(text).toContain('href="/en/synaqqala/offices/roads"')
    expect(words).toContain('Answered within 10 minutes of receipt')
    expect(text).toContain('/en/synaqqala/statistics/charts/flow?category=potholes')
    expect(text).toContain('statistics.json?category=potholes')
  })

  test('of no such category is not found; of a bad day is explained by the page with the form', async () => {
    expect((await get('/synaqqala/statistics/categories/dragons')).status).toBe(404)
    const bad = await get('/synaqqala/statistics/categories/potholes?from=yesterday')
    expect([bad.status, bad.headers['location']]).toEqual([302, '/en/synaqqala/statistics?from=yesterday'])
  })

  test('without complaints says so', async () => {
    const { text } = await get('/synaqqala/statistics/categories/violence')
    expect(wordsOf(text)).toContain('There are no complaints for this choice')
  })
})

describe('all cities', () => {
  test('stand side by side, a silent one as a gap', async () => {
    const { text, status } = await get('/statistics')
    expect(status).toBe(200)
    const words = wordsOf(text)
    expect(words).toMatch(/Synaqqala 140 /)
    expect(words).toContain('no data for this period – – – – – –')
    expect((await get('/statistics?sort=received')).text).toContain('aria-sort="descending"')
  })

  test('within the days that the form asks for, and with the sentence when those make no sense', async () => {
    const asked = await get('/statistics?from=2026-01-01&to=2026-01-31&sort=received')
    expect(wordsOf(asked.text)).toMatch(/Synaqqala 40 /)
    expect(asked.text).toContain('<input type="hidden" name="sort" value="received">')
    expect(asked.text).toContain('?from=2026-01-01&amp;to=2026-01-31&amp;sort=onTime"')
    const files = await get('/statistics.json?from=2026-01-01&to=2026-01-31')
    expect(files.body.cities.find((row: { city: string }) => row.city === 'synaqqala').received).toBe(40)
    const bad = await get('/statistics?from=2026-03-01&to=2026-01-01')
    expect(bad.status).toBe(400)
    expect(bad.text).toMatch(/id="from"[^>]*aria-invalid="true"/)
    expect((await get('/statistics.csv?from=yesterday')).status).toBe(400)
    const office = await get('/synaqqala/offices/roads?from=2026-03-01&to=2026-01-01')
    expect(office.status).toBe(400)
    expect(office.text).toMatch(/id="from"[^>]*aria-invalid="true"/)
    expect((await get('/synaqqala/offices/roads?from=2026-01-01&to=2026-01-31')).text).toContain(
      'statistics.csv?from=2026-01-01&amp;to=2026-01-31&amp;office=roads"',
    )
  })

  test('are files, too', async () => {
    const { body, headers } = await get('/statistics.json')
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(body.cities.find((row: { city: string }) => row.city === 'synaqqala').received).toBe(140)
    const csv = await get('/statistics.csv')
    expect(csv.text.split('\r\n')[0]).toContain('city,name')
    expect(csv.text.trimEnd().split('\r\n')).toHaveLength(body.cities.length + 1)
  })
})

describe('the offices of a city', () => {
  test('keep the days and the part that were asked for in every link of the table', async () => {
    const { text, status } = await get(
      '/synaqqala/offices?from=2026-01-01&to=2026-01-31&channel=web&sort=open',
    )
    expect(status).toBe(200)
    const query = 'from=2026-01-01&amp;to=2026-01-31&amp;channel=web'
    expect(text).toContain(`/synaqqala/offices?${query}&amp;sort=median"`)
    expect(text).toContain(`offices.csv?${query}"`)
    expect(text).toContain('<input type="hidden" name="sort" value="open">')
  })

  test('say at the field which days make no sense', async () => {
    const { text, status } = await get('/synaqqala/offices?from=2026-03-01&to=2026-01-01')
    expect(status).toBe(400)
    expect(text).toMatch(/id="from"[^>]*aria-invalid="true"/)
    expect(text).toContain('href="#from"')
  })
})

describe('an office', () => {
  test('says what was in time beside the level of all', async () => {
    const words = wordsOf((await get('/synaqqala/offices/roads')).text)
    expect(words).toMatch(/Answered in time: \d+ of \d+, [\d.]+%; the city: [\d.]+%\./)
    expect(words).toContain('Guard rails')
  })
})
