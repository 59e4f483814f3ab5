import { gzipSync } from 'node:zlib'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { langs } from '../../src/platform/i18n/texts.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bulkOf, type History, HistoryBuilder, HOUR } from './histories.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  await writeComplaints(
    portal.deps.pool,
    [...ofMonth('2026-01', 40, 30), ...ofMonth('2026-02', 60, 48), ...special()].map((history) =>
      bulkOf(portal.cast, history),
    ),
  )
  await refreshFigures(portal.deps, portal.cast.city.id)
})
afterAll(() => portal?.close())

/** So many potholes of a month for roads; the first `inTime` are solved after two days, the others after a month. */
function ofMonth(month: string, received: number, inTime: number): History[] {
  const { cast } = portal
  const first = Date.parse(`${month}-02T05:00:00Z`)
  return Array.from({ length: received }, (_, index) => {
    const at = first + index * HOUR
    const builder = new HistoryBuilder(cast, at).sent(at, cast.offices.roads, at + 15 * 24 * HOUR)
    if (index < inTime) return builder.answered(at + 48 * HOUR).history
    return month === '2026-01' ? builder.answered(at + 720 * HOUR).history : builder.history
  })
}

/** Of housing in the east: late and public, late and for staff only, answered. */
function special(): History[] {
  const { cast } = portal
  const east = { category: cast.categories.heating, district: cast.districts.east }
  const at = Date.parse('2026-02-02T05:00:00Z')
  const due = at + 15 * 24 * HOUR
  const late = new HistoryBuilder(cast, at, east).sent(at, cast.offices.housing, due)
  const hidden = new HistoryBuilder(cast, at, { ...east, category: cast.categories.lights })
    .sent(at, cast.offices.housing, due)
    .hidden(at + HOUR)
  const answered = new HistoryBuilder(cast, at, east)
    .sent(at, cast.offices.housing, due)
    .answered(at + 24 * HOUR, 'explained')
  return [late.history, hidden.history, answered.history]
}

const get = (path: string, lang = 'en') => request(portal.app).get(`/${lang}/synaqqala/${path}`)
/** The words of a page: no tags, single blanks. */
const wordsOf = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')

describe('statistics of the city', () => {
  test('begin with what changed, its size and both periods', async () => {
    const { text, status } = await get('statistics')
    expect(status).toBe(200)
    const words = wordsOf(text)
    // February: 60 and 3; January: 40
    expect(words).toContain('In February 2026, 63 complaints came in, 58% more than in January 2026.')
    expect(words).toContain('Open now: 14, of them late: 14.')
    expect(words).toContain('Period: 11 March 2025 – 10 March 2026')
    expect(words).toContain('As of 11 March 2026, 12:00')
  })

  test('show measures with counts and targets, and charts with their tables and files', async () => {
    const { text } = await get('statistics')
    const words = wordsOf(text)
    expect(words).toContain('Received 103 89 got a first answer')
    expect(words).toMatch(/Answered in time \d+% target 100%: \d+ points below; \d+ of \d+/)
    const ids = [...text.matchAll(/<figure class="chart" id="([\w-]+)"/g)].map((match) => match[1])
    expect(ids).toEqual([
      'flow',
      'in-time',
      'waiting',
      'ages',
      'days',
      'categories',
      'districts',
      'districts-months',
      'outcomes',
      'verdicts',
    ])
    expect(text.match(/<summary>/g)?.length).toBeGreaterThanOrEqual(ids.length)
    expect(text).toContain('href="/en/synaqqala/statistics/flow.csv"')
    expect(text).toContain('href="/en/synaqqala/statistics/method"')
  })

  test('keep the question in the address and in the form', async () => {
    const query = 'from=2026-01-01&to=2026-01-31&category=potholes&district=west'
    const { text } = await get(`statistics?${query}`)
    expect(text).toContain('value="2026-01-01"')
    expect(text).toMatch(/<option value="potholes" selected>/)
    expect(text).toMatch(/<option value="west" selected>/)
    expect(wordsOf(text)).toContain('Received 40 ')
    expect(text).toContain(
      'statistics.csv?from=2026-01-01&amp;to=2026-01-31&amp;category=potholes&amp;district=west"',
    )
    expect(text).toContain('/ru/synaqqala/statistics?from=2026-01-01&amp;to=2026-01-31')
  })

  test('come back with the sentence at the field when the question makes no sense', async () => {
    const { text, status } = await get('statistics?from=2026-03-01&to=2026-01-01')
    expect(status).toBe(400)
    expect(text).toContain('href="#from"')
    expect(text).toMatch(/id="from"[^>]*aria-invalid="true"/)
    expect(text).toContain('value="2026-03-01"')
    expect((await get('statistics?category=dragons')).status).toBe(400)
    const unknown = await get('statistics?utm_source=telegram')
    expect(unknown.status, 'a page has other visitors than programs').toBe(200)
  })

  test('print no share of a few complaints of a district', async () => {
    const { text } = await get('statistics?district=east')
    const words = wordsOf(text)
    expect(words).toContain('Received 3 ')
    expect(words).toMatch(/Answered in time 1 of 3/)
    expect(words).not.toMatch(/Answered in time \d+%/)
  })

  test('of an empty city say so, and of an empty choice how to widen it', async () => {
    const empty = await request(portal.app).get('/en/basqaqala/statistics')
    expect(wordsOf(empty.text)).toContain('No complaints yet')
    const narrow = await get('statistics?category=violence')
    expect(wordsOf(narrow.text)).toContain('There are no complaints for this choice')
    expect(narrow.text).toContain('href="/en/synaqqala/statistics"')
  })

  test.each(langs)('weigh no more than 40 KB in %s', async (lang) => {
    const paths = ['statistics', 'offices', 'offices/roads', 'statistics/method']
    for (const path of paths) {
      const { text, status } = await get(path, lang)
      expect(status).toBe(200)
      expect(gzipSync(text, { level: 9 }).length, path).toBeLessThan(40_000)
    }
  })
})

describe('offices', () => {
  test('are listed in the order of the city, without ranks; few cases are counts', async () => {
    const { text } = await get('offices')
    const names = [...text.matchAll(/<th scope="row"><a href="\/en\/synaqqala\/offices\/(\w+)"/g)]
    expect(names.map((match) => match[1])).toEqual(['roads', 'housing', 'power', 'akimat'])
    const words = wordsOf(text)
    expect(words).toMatch(/Roads 100 \d+% \d+ of \d+ /)
    expect(words).toContain('Housing 3 1 of 3 too few to compare')
    expect(words).not.toMatch(/\brank(ed|ing)\b/i)
  })

  test('are sorted by a link of the table', async () => {
    const order = async (sort: string, lang = 'en') => {
      const { text } = await get(`offices?sort=${sort}`, lang)
      expect(text.match(/aria-sort=/g) ?? []).toHaveLength(sort === 'nonsense' ? 0 : 1)
      return [...text.matchAll(/<th scope="row"><a href="\/\w+\/synaqqala\/offices\/(\w+)"/g)].map(
        (match) => match[1],
      )
    }
    expect(await order('received')).toEqual(['roads', 'housing', 'power', 'akimat'])
    expect(await order('name')).toEqual(['akimat', 'housing', 'power', 'roads'])
    // Әкімдік, Жолдар, Тұрғын үй, Электр желісі by the Kazakh alphabet
    expect(await order('name', 'kk')).toEqual(['akimat', 'roads', 'housing', 'power'])
    expect(await order('nonsense')).toEqual(['roads', 'housing', 'power', 'akimat'])
  })

  test('have a page with four measures, what is late and what was answered', async () => {
    const { text } = await get('offices/housing')
    const words = wordsOf(text)
    expect(words).toContain('Department: Housing')
    expect(words).toMatch(/Answered in time 1 of 3 target 100%: 67 points below; 1 of 3; all offices: \d+%/)
    expect(words).toContain('Late now: 2')
    const late = /<ul role="list" class="late-list">([\s\S]*?)<\/ul>/.exec(text)?.[1] ?? ''
    expect(late.match(/<li>/g), 'what is hidden is counted, not shown').toHaveLength(1)
    expect(wordsOf(late)).toContain('Heating')
    // Due on 17 February; 18 February to 11 March has 15 working days: 8 March moves to Monday the 9th.
    expect(wordsOf(late)).toContain('15 working days late')
    expect(text).toContain('href="/en/synaqqala/complaints?office=housing&amp;overdue=1"')
    expect(words).toContain('Explained')
    expect(words).toContain('Everything in: Eastern district')
  })

  test('tell what they answer for, by the rules of routing', async () => {
    const akimat = wordsOf((await get('offices/akimat')).text)
    expect(akimat).toContain('Snow (Western district)')
    expect(akimat).toContain('Whatever belongs to nobody else')
    const roads = wordsOf((await get('offices/roads')).text)
    expect(roads).toMatch(/What it answers for Snow Pothole /)
    expect(roads).toContain('+7 7232 00-00-00')
    const power = wordsOf((await get('offices/power')).text)
    expect(power).toContain('Outside organisation')
  })

  test('of other cities and of nobody are not found', async () => {
    expect((await get('offices/nowhere')).status).toBe(404)
    expect((await request(portal.app).get('/en/basqaqala/offices/roads')).status).toBe(404)
  })
})

describe('the method', () => {
  test('counts the example of a term by the calendar of the city', async () => {
    const words = wordsOf((await get('statistics/method')).text)
    // The last Wednesday evening before today whose term had two days off on weekdays: 1, 2 and 7 January.
    expect(words).toContain('The complaint came in 24 December 2025, 19:10')
    expect(words).toContain(
      'Thursday, 25 December 2025; the working day ends at 18:30, so the next working day',
    )
    expect(words).toContain(
      'Last day of the term (15 working days) Tuesday, 20 January 2026, until the end of the day',
    )
  })

  test.each(langs)('names every figure of the machine-readable answer, with formulas: %s', async (lang) => {
    const { text } = await get('statistics/method', lang)
    expect(text.match(/<section class="stack" aria-labelledby=/g)).toHaveLength(17)
    expect(text.match(/class="panel formula"/g)).toHaveLength(7)
    for (const link of ['statistics.json', 'statistics/offices.csv', 'statistics/flow.json']) {
      expect(text).toContain(`href="/${lang}/synaqqala/${link}"`)
    }
  })
})
