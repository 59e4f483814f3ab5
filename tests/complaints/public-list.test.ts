import { parse } from 'csv-parse/sync'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintPaths, formatNumber } from '../../src/features/complaints/index.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { answered, file, happen } from './history.ts'

let portal: Portal
/** Numbers by what they are. */
let numbers: Record<'snow' | 'pothole' | 'heating' | 'late' | 'formula', string>

beforeAll(async () => {
  portal = await openPortal()
  const { categories, districts } = portal.cast
  portal.setNow('2026-01-12T05:00:00Z')
  const late = await file(portal, {
    text: 'Каток во дворе',
    categoryId: categories.snow,
    districtId: districts.east,
    point: places.east,
  })
  portal.setNow('2026-03-10T05:00:00Z')
  const snow = await file(portal, { text: 'Қар тазаланбаған', textLang: 'kk', categoryId: categories.snow })
  const pothole = await file(portal, { text: 'Большая яма', address: 'Қабанбай батыр, 7' })
  const heating = await file(portal, {
    text: 'Холодно',
    channel: 'phone',
    categoryId: categories.heating,
    districtId: districts.east,
    point: null,
  })
  const formula = await file(portal, { text: '=HYPERLINK("x")', address: '@SUM(A1)' })
  portal.setNow('2026-03-11T07:00:00Z')
  await file(portal, { text: 'тайна: www.example.kz' })
  await file(portal, { text: 'тайна насилия', categoryId: categories.violence })
  await happen(portal, pothole.number, answered())
  await happen(portal, heating.number, answered(), {
    kind: 'reopened',
    by: 'resident',
    payload: {
      text: 'нет',
      photos: [],
      dueOn: '2026-04-01',
      dueAt: Date.parse('2026-04-01T18:59:59.999Z'),
      calendar: 'x',
    },
  })
  numbers = {
    snow: snow.number,
    pothole: pothole.number,
    heating: heating.number,
    late: late.number,
    formula: formula.number,
  }
})
afterAll(() => portal?.close())

const list = (query: Record<string, string | string[]> = {}, lang = 'ru') =>
  request(portal.app).get(`/${lang}/synaqqala/complaints`).query(query)

/** Names of the complaints on the page, in its order. */
function found(html: string): string[] {
  const shown = [...html.matchAll(/class="card-link" href="[^"]*\/([\d-]+)"/g)].map((match) => match[1])
  return shown.map(
    (number) => Object.entries(numbers).find(([, own]) => formatNumber(own) === number)?.[0] ?? 'other',
  )
}

describe('filters', () => {
  it.each([
    [{}, ['formula', 'heating', 'pothole', 'snow', 'late']],
    [{ sort: 'old' }, ['late', 'snow', 'pothole', 'heating', 'formula']],
    [{ category: 'snow' }, ['snow', 'late']],
    [{ district: 'east' }, ['heating', 'late']],
    [{ office: 'housing' }, ['heating']],
    [{ channel: 'phone' }, ['heating']],
    [{ channel: 'telegram' }, []],
    [{ status: 'answered' }, ['pothole']],
    [{ status: 'open' }, ['formula', 'heating', 'snow', 'late']],
    [{ status: 'ended' }, ['pothole']],
    [{ status: 'reopened' }, ['heating']],
    [{ overdue: '1' }, ['late']],
    [{ overdue: '1', sort: 'old' }, ['late']],
    [{ reopened: '1' }, ['heating']],
    [{ photo: '1' }, []],
    [{ from: '2026-03-10', to: '2026-03-10' }, ['formula', 'heating', 'pothole', 'snow']],
    [{ to: '2026-02-01' }, ['late']],
    [{ bbox: '82.6,49.9,82.7,50' }, ['late']],
    [{ q: 'яма' }, ['pothole']],
    [{ category: 'snow', overdue: '1', district: 'east', status: 'sent' }, ['late']],
  ])('%j', async (query, expected) => {
    const { status, text } = await list(query)
    expect(status).toBe(200)
    expect(found(text)).toEqual(expected)
  })

  it('find Kazakh words typed with Russian letters, and the other way round', async () => {
    expect(found((await list({ q: 'кар' })).text)).toEqual(['snow'])
    expect(found((await list({ q: 'ҚАБАНБАЙ' })).text)).toEqual(['pothole'])
    expect(found((await list({ q: 'кабанбай' })).text)).toEqual(['pothole'])
    expect(found((await list({ q: 'яма (.*)' })).text)).toEqual(['pothole'])
  })

  it('make the heading and the chips', async () => {
    const { text } = await list({ category: 'snow', overdue: '1', q: 'каток' })
    expect(text).toContain('<h1>1 обращение: «каток», Снег, просроченные</h1>')
    const without = complaintPaths
      .list('ru', 'synaqqala', { q: 'каток', overdue: '1' })
      .replaceAll('&', '&amp;')
    expect(text).toContain(`href="${without}"`)
  })

  it('name a channel that no field shows, and keep it when another is chosen', async () => {
    const { text } = await list({ status: 'open', channel: 'phone' })
    expect(text).toContain('<h1>1 обращение: открытые, как поступило: телефон</h1>')
    expect(text).toContain('<input type="hidden" name="channel" value="phone">')
  })

  it('that mean nothing are left out, and the page says which', async () => {
    const { status, text } = await list({
      office: 'nobody',
      from: '2026-02-30',
      sort: 'x',
      page: '51',
      category: 'snow',
    })
    expect(status).toBe(200)
    expect(found(text)).toEqual(['snow', 'late'])
    expect(text).toContain('не распознаны и не учтены: Поступили с, Ведомство, Порядок, страница')
  })

  it('are nothing that could break the page', async () => {
    const nasty = [
      "'; SELECT pg_sleep(5)--",
      '\0',
      'x'.repeat(10_000),
      '%_\\',
      '((((',
      '{"$ne":1}',
      '__proto__',
      '[object Object]',
    ]
    for (const name of [
      'q',
      'status',
      'category',
      'district',
      'office',
      'channel',
      'from',
      'to',
      'overdue',
      'bbox',
      'sort',
      'page',
    ]) {
      for (const value of nasty) {
        const { status } = await list({ [name]: value })
        expect([name, value.slice(0, 20), status]).toEqual([name, value.slice(0, 20), 200])
      }
      expect((await list({ [name]: ['a', 'b'] })).status).toBe(400)
    }
  })
})

describe('an empty list', () => {
  it('names the filter that empties it', async () => {
    const { text } = await list({ category: 'heating', overdue: '1' })
    expect(found(text)).toEqual([])
    expect(text).toContain('Убрать: просроченные')
    expect(text).toContain('Убрать: Отопление')
    const hopeless = await list({ q: 'динозавр', category: 'heating' })
    expect(hopeless.text).toContain('Убрать: «динозавр»')
    expect(hopeless.text).not.toContain('Убрать: Отопление')
  })

  it('of a new city invites the first report', async () => {
    const { text } = await request(portal.app).get('/ru/basqaqala/complaints')
    expect(text).toContain('1 января 2025')
    expect(text).toContain('/ru/basqaqala/complaints/new')
  })
})

it('a number typed as words leads to the complaint', async () => {
  const { status, headers } = await list({ q: formatNumber(numbers.snow) })
  expect([status, headers['location']]).toEqual([302, complaintPaths.show('ru', 'synaqqala', numbers.snow)])
})

describe('other forms of the same list', () => {
  it('as a table: the same rows, nothing that runs in a spreadsheet', async () => {
    const { text, headers, status } = await request(portal.app).get(
      complaintPaths.listCsv('ru', 'synaqqala', { from: '2026-03-10' }),
    )
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/csv/)
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
    expect(rows.map((row) => row['Номер'])).toEqual(
      [numbers.formula, numbers.heating, numbers.pothole, numbers.snow].map(formatNumber),
    )
    expect(rows[0]).toMatchObject({ Текст: `'=HYPERLINK("x")`, Адрес: "'@SUM(A1)" })
    expect(rows[2]).toMatchObject({ Ведомство: 'Управление: Дороги', Итог: 'solved', Состояние: 'Дан ответ' })
  })

  it('as a feed that is XML', async () => {
    const { text, headers } = await request(portal.app)
      .get(complaintPaths.feed('kk', 'synaqqala', { category: 'snow' }))
      .buffer(true)
      .parse((res, done) => {
        let body = ''
        res.on('data', (chunk) => {
          body += chunk
        })
        res.on('end', () => done(null, body))
      })
      .then((res) => ({ text: String(res.body), headers: res.headers }))
    expect(headers['content-type']).toMatch(/^application\/atom\+xml/)
    expect(text.match(/<entry>/g)).toHaveLength(2)
    expect(text).toContain(`http://portal.test${complaintPaths.show('kk', 'synaqqala', numbers.snow)}`)
    expect(text).toMatch(/^<\?xml version="1.0"/)
  })

  it('never hold what is not public', async () => {
    const addresses = [
      complaintPaths.list('ru', 'synaqqala'),
      complaintPaths.listCsv('ru', 'synaqqala'),
      complaintPaths.feed('ru', 'synaqqala'),
      complaintPaths.map('ru', 'synaqqala'),
      complaintPaths.cells('ru', 'synaqqala', { zoom: '18' }),
    ]
    for (const address of addresses) {
      const { text, body } = await request(portal.app).get(address)
      expect(`${text}${JSON.stringify(body)}`).not.toContain('тайна')
    }
  })
})
