import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Filing, formatNumber } from '../../src/features/complaints/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { statementsOf } from '../support/count-statements.ts'
import { type LivedIn, liveIn, situations } from '../support/lived-in.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { inCity, type Program, programOf } from './interface.ts'

type View = {
  service_request_id: string
  status: string
  status_notes: string
  service_code: string | null
  description: string
  agency_responsible: string | null
  requested_datetime: string
  updated_datetime: string
  expected_datetime: string | null
  address: string | null
  lat: number | null
  long: number | null
  media_url: string | null
  extended_attributes?: Record<string, unknown>
  attributes?: unknown[]
  notes?: { type: string; datetime: string; summary: string; description: string | null }[]
}

let portal: Portal
let program: Program
let city: LivedIn
/** Numbers of what everybody may see. */
let visible: string[]

/** These stay with staff, wait for a moderator, or were taken from view. */
const unseen = ['held', 'hidden', 'private'] as const

beforeAll(async () => {
  portal = await openPortal()
  program = programOf(portal)
  city = await liveIn(portal)
  visible = situations
    .filter((situation) => !unseen.some((one) => one === situation))
    .map((situation) => formatNumber(city.complaints[situation].number))
    .sort()
}, 120_000)
afterAll(() => portal?.close())

const list = (query = '', status = 200) => program.json<View[]>(`/requests.json?${inCity}&${query}`, status)
const ids = async (query = '') => (await list(query)).map((one) => one.service_request_id).sort()
const numberOf = (situation: (typeof situations)[number]) => formatNumber(city.complaints[situation].number)
const refused = async (query: string) => list(query, 400)

/** Filed at a moment of the past or the future, as the clock of the portal says. */
async function fileAt(moment: string, more: Partial<Filing> = {}): Promise<string> {
  portal.setNow(moment)
  const { number } = await file(portal, more)
  portal.setNow('2026-03-11T07:00:00Z')
  return formatNumber(number)
}

describe('7: a list of ids', () => {
  test('overrides every other filter, takes ids as people write them, and leaves out what is not there', async () => {
    const [answeredId, freshId] = [numberOf('answered'), numberOf('fresh')]
    const query = `service_request_id=${answeredId.replaceAll('-', '')},%20${freshId},2603-0000-0000,abc`
    const narrow =
      'status=open&service_code=none&start_date=2020-01-01T00:00:00Z&end_date=2020-01-02T00:00:00Z'
    expect(await ids(`${query}&${narrow}`)).toEqual([answeredId, freshId].sort())
  })

  test('finds nothing of another city', async () => {
    const res = await program.json(
      `/requests.json?jurisdiction_id=basqaqala&service_request_id=${numberOf('fresh')}`,
    )
    expect(res).toEqual([])
    await program.json(`/requests/${numberOf('fresh')}.json?jurisdiction_id=basqaqala`, 404)
  })
})

describe('8: lists of states and services', () => {
  test('open, closed, both', async () => {
    const [open, closed] = [await ids('status=open'), await ids('status=closed')]
    expect([...open, ...closed].sort()).toEqual(visible)
    expect(await ids('status=open,closed')).toEqual(visible)
    expect(closed).toContain(numberOf('answered'))
    expect(open).toContain(numberOf('reopened'))
  })

  test('services by code; of unknown ones nothing', async () => {
    const all = await list()
    const of = (...codes: string[]) =>
      all
        .filter(({ service_code }) => codes.includes(String(service_code)))
        .map((one) => one.service_request_id)
        .sort()
    expect(of('potholes').length).toBeGreaterThan(3)
    expect(await ids('service_code=potholes')).toEqual(of('potholes'))
    expect(await ids('service_code=lights,%20potholes,none')).toEqual(of('lights', 'potholes'))
    expect(await ids('service_code=none')).toEqual([])
  })
})

describe('9: spans', () => {
  test('without dates the last 90 days, one end reaches 90 days, and both ends belong to it', async () => {
    const old = await fileAt('2025-12-01T07:00:00Z')
    const older = await fileAt('2025-09-10T07:00:00Z')
    expect(await ids()).not.toContain(old)
    expect(await ids('start_date=2025-12-01T12:00:00%2B05:00')).toContain(old)
    expect(await ids('end_date=2025-12-01T07:00:00Z')).toEqual([old, older].sort())
    expect(await ids('end_date=2025-12-01T06:59:59Z')).toEqual([older])
    const exact = 'start_date=2025-12-01T07:00:00Z&end_date=2025-12-01T07:00:00Z'
    expect(await ids(exact)).toEqual([old])
  })

  test('90 days are granted, 91 are not', async () => {
    await list('start_date=2025-12-01T00:00:00Z&end_date=2026-03-01T00:00:00Z')
    expect(await refused('start_date=2025-12-01T00:00:00Z&end_date=2026-03-02T00:00:00Z')).toHaveLength(1)
    expect(await refused('start_date=2026-03-02T00:00:00Z&end_date=2026-03-01T00:00:00Z')).toHaveLength(1)
  })

  test('a moment without a zone, a day, or nonsense is refused', async () => {
    for (const moment of ['2026-03-01T00:00:00', '2026-03-01', '2026-02-30T00:00:00Z', 'now', '1772323200']) {
      expect(await refused(`start_date=${moment}`), moment).toHaveLength(1)
    }
  })

  test('by the last change, whenever it was filed', async () => {
    const filed = await fileAt('2025-06-01T07:00:00Z')
    portal.setNow('2026-03-11T07:00:00Z')
    await happen(portal, filed.replaceAll('-', ''), {
      ...{ kind: 'accepted' as const, at: Date.parse('2026-02-01T00:00:00Z') },
    })
    expect(await ids('updated_after=2026-01-31T00:00:00Z&updated_before=2026-02-02T00:00:00Z')).toEqual([
      filed,
    ])
    expect(await ids('updated_after=2026-02-01T00:00:01Z')).not.toContain(filed)
  })
})

describe('10: how many', () => {
  test('newest first, in pages, with the address of the next one', async () => {
    const all = (await list()).map((one) => one.service_request_id)
    const moments = (await list()).map((one) => Date.parse(one.requested_datetime))
    expect(moments).toEqual(moments.toSorted((a, b) => b - a))
    const pages: string[] = []
    let next: string | undefined = `/requests.json?${inCity}&page_size=5`
    while (next !== undefined) {
      const res = await program.get(next)
      const views: View[] = JSON.parse(res.text)
      expect(views.length).toBeLessThanOrEqual(5)
      pages.push(...views.map((one) => one.service_request_id))
      const link = /<http:\/\/portal\.test\/open311\/v2(\/[^>]+)>; rel="next"/.exec(res.headers['link'] ?? '')
      next = link?.[1]
    }
    expect(pages).toEqual(all)
    expect(await ids('page=1000000')).toEqual([])
    for (const bad of ['page=0', 'page=-1', 'page=x', 'page_size=0', 'page_size=1.5']) await refused(bad)
  })

  test('1000 at most, however many are asked for', { tags: ['long'] }, async () => {
    const { db } = portal.deps
    const row = await db.complaint.findFirstOrThrow({ where: { number: city.complaints.fresh.number } })
    const copies = Array.from({ length: 1005 }, (_, index) => {
      const { id: _id, answered: _answered, publicAnswered: _publicAnswered, ...rest } = row
      const at = new Date(Date.parse('2025-07-01T00:00:00Z') + index * 1000)
      const number = `99${String(index).padStart(10, '0')}`
      return {
        ...rest,
        number,
        formKey: null,
        secretHash: null,
        receivedAt: at,
        cityId: portal.cast.otherCity.id,
      }
    })
    await db.complaint.createMany({ data: copies })
    const span = 'jurisdiction_id=basqaqala&start_date=2025-07-01T00:00:00Z'
    for (const size of ['', '&page_size=1000', '&page_size=5000', '&page_size=99999']) {
      expect(await program.json<unknown[]>(`/requests.json?${span}${size}`)).toHaveLength(1000)
    }
    expect(await program.json<unknown[]>(`/requests.json?${span}&page=2`)).toHaveLength(5)
    await db.complaint.deleteMany({ where: { cityId: portal.cast.otherCity.id } })
  })
})

describe('11: what is not public', () => {
  test('appears nowhere: in lists, by id, by words, in updates, in counts of pages', async () => {
    expect(await ids('start_date=2026-03-01T00:00:00Z')).toEqual(visible)
    for (const situation of unseen) {
      const id = numberOf(situation)
      await program.json(`/requests/${id}.json?${inCity}`, 404)
      expect(await ids(`service_request_id=${id}`)).toEqual([])
      expect(await ids(`q=${encodeURIComponent('шұңқыр')}`)).not.toContain(id)
      expect(await program.json(`/servicerequestupdates.json?${inCity}&service_request_id=${id}`)).toEqual([])
    }
  })

  test('nor does what a moderator took from view, or words that wait', async () => {
    const { number } = await file(portal)
    const { id } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    await happen(
      portal,
      number,
      {
        kind: 'added',
        by: 'resident',
        payload: { text: 'Көк есікті үйдің иесі кінәлі', photos: [], held: ['word'] },
      },
      answered('Қате мекемеге жіберілген жауап'),
      { kind: 'concealed', payload: { part: 'answer:1', ground: 'personal', reason: 'себеп' } },
    )
    expect((await portal.deps.db.complaint.findUniqueOrThrow({ where: { id } })).concealed).toBe('answer:1')
    const texts = await Promise.all([
      program.get(`/requests/${number}.json?${inCity}&extensions=true`),
      program.get(`/servicerequestupdates.json?${inCity}&service_request_id=${number}`),
    ])
    for (const { text } of texts) {
      expect(text).toContain(formatNumber(number))
      expect(text).not.toMatch(/Көк есікті|Қате мекемеге/)
    }
  })

  test('nor photos that were taken from view', async () => {
    const [before] = await list(`service_request_id=${numberOf('fixed')}`)
    expect(before?.media_url).toMatch(/^http:\/\/portal\.test\/photos\/[\w-]+\/large\.jpg$/)
    await portal.deps.db.photo.updateMany({
      where: { complaint: { number: city.complaints.fixed.number } },
      data: { shown: false, hiddenBy: 'moderator' },
    })
    const [after] = await list(`service_request_id=${numberOf('fixed')}&extensions=true`)
    expect([after?.media_url, after?.extended_attributes?.['media_urls']]).toEqual([null, []])
  })
})

test('12: no personal fields, and what names people is masked as on the pages', async () => {
  const { number } = await file(portal, {
    text: 'Шұңқыр бар, маған хабарласыңыз: 8 705 123 45 67, aigul.secret@example.kz',
    address: 'Абай көшесі 12, телефон 8 705 765 43 21',
    ...{ email: 'aigul.secret@example.kz', phone: '+77051234567' },
  })
  const texts = await Promise.all(
    [
      `/requests.json?${inCity}&extensions=true`,
      `/requests.xml?${inCity}&extensions=true`,
      `/requests/${number}.json?${inCity}&extensions=true`,
      `/servicerequestupdates.json?${inCity}`,
    ].map(async (path) => (await program.get(path)).text),
  )
  for (const text of texts) {
    expect(text).toContain(formatNumber(number))
    expect(text).not.toMatch(/123 ?45 ?67|765 ?43 ?21|aigul|Asel|⟦|email|phone"|first_name|secret/)
  }
  expect(texts[0]).toContain('[телефон жасырылды]')
})

describe('13: when something was changed', () => {
  test('of a closed one: when it ended, whatever came later; the last change stands beside it', async () => {
    const { number } = await file(portal)
    await happen(portal, number, answered())
    const [ended] = await list(`service_request_id=${number}`)
    await happen(portal, number, { kind: 'closed', by: 'system' }, { kind: 'confirmed', by: 'resident' })
    const [later] = await list(`service_request_id=${number}&extensions=true`)
    expect(ended?.updated_datetime).toBe('2026-03-11T13:00:00+05:00')
    expect(later?.updated_datetime).toBe(ended?.updated_datetime)
    expect(later?.extended_attributes?.['last_change_datetime']).toBe('2026-03-11T15:00:00+05:00')
    expect(later?.status).toBe('closed')
  })

  test('of an open one: the last change', async () => {
    const { number } = await file(portal)
    await happen(portal, number, { kind: 'accepted' })
    const [view] = await list(`service_request_id=${number}`)
    expect([view?.status, view?.updated_datetime]).toEqual(['open', '2026-03-11T13:00:00+05:00'])
  })
})

describe('extensions', () => {
  test('extended_attributes, attributes and notes stand there only when they are asked for', async () => {
    const query = `service_request_id=${numberOf('reopened')}&lang=en`
    const [plain] = await list(query)
    expect(Object.keys(plain ?? {})).toEqual([
      ...['service_request_id', 'status', 'status_notes', 'service_name', 'service_code', 'description'],
      ...[
        'agency_responsible',
        'service_notice',
        'requested_datetime',
        'updated_datetime',
        'expected_datetime',
      ],
      ...['address', 'address_id', 'zipcode', 'lat', 'long', 'media_url'],
    ])
    const [view] = await list(`${query}&extensions=true`)
    expect(view?.extended_attributes).toMatchObject({
      ...{ channel: 'web', district: 'Western district', status_code: 'reopened', reopened_count: 1 },
      ...{ duplicate: false, parent_service_request_id: null },
      url: `http://portal.test/en/synaqqala/complaints/${numberOf('reopened')}`,
    })
    expect(view?.notes?.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['filed', 'registered', 'sent', 'answered', 'reopened']),
    )
    expect(view?.notes?.find(({ type }) => type === 'answered')?.description).toBe('Solved\nЖөнделді.')
  })

  test('words and a box find what the list of the portal finds', async () => {
    const marked = await file(portal, { text: 'Қоқыс жәшігі құлап жатыр, жүруге болмайды' })
    expect(await ids(`q=${encodeURIComponent('кокыс жәшігі')}`)).toContain(formatNumber(marked.number))
    expect(await ids(`q=${encodeURIComponent('жоқ нәрсе')}`)).toEqual([])
    expect(await ids('bbox=82.5,49.9,82.6,50')).toContain(formatNumber(marked.number))
    expect(await ids('bbox=82.6,49.9,82.7,50')).not.toContain(formatNumber(marked.number))
    for (const bad of [
      'bbox=1,2,3',
      'bbox=82.7,49.9,82.5,50',
      'bbox=a,b,c,d',
      'q=a',
      `q=${'б'.repeat(101)}`,
    ]) {
      expect(await refused(bad), bad).toHaveLength(1)
    }
  })
})

test('each answer takes one statement, two with extensions, however long it is', async () => {
  const paths = [
    [`/requests.json?${inCity}`, 1],
    [`/requests.json?${inCity}&status=open&service_code=potholes&q=${encodeURIComponent('шұңқыр')}`, 1],
    [`/requests.json?${inCity}&extensions=true`, 2],
    [`/requests/${numberOf('fresh')}.json?${inCity}&extensions=true`, 2],
    [`/servicerequestupdates.json?${inCity}`, 2],
    [`/services.json?${inCity}`, 0],
  ] as const
  for (const [path] of paths) await program.get(path)
  for (const [path, most] of paths) {
    const statements = await statementsOf(() => program.get(path))
    expect(statements.length, path).toBeLessThanOrEqual(most)
  }
})

describe('odd requests of public clients', () => {
  const same = async (odd: string, plain: string) => expect(await ids(odd), odd).toEqual(await ids(plain))

  test('a plus that was not encoded, fractions of seconds, zones without a colon, small letters', async () => {
    await same('start_date=2026-03-01T00:00:00+05:00', 'start_date=2026-03-01T00:00:00%2B05:00')
    await same('start_date=2026-03-01T00:00:00.000Z', 'start_date=2026-03-01T00:00:00Z')
    await same('start_date=2026-03-01T05:00:00%2B0500', 'start_date=2026-03-01T00:00:00Z')
    await same('start_date=2026-03-01t00:00z', 'start_date=2026-03-01T00:00:00Z')
  })

  test('large letters, blanks and repeated parameters', async () => {
    await same('status=OPEN', 'status=open')
    await same('status=Open,%20CLOSED', 'status=open,closed')
    await same('status=open&status=closed', '')
    await same('service_code=potholes&service_code=lights', 'service_code=potholes,lights')
    const plain = await program.get(`/services.JSON?jurisdiction_id=SynaqQala`)
    expect([plain.status, plain.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
  })

  test('a callback is no script, an api_key changes nothing, unknown parameters are left alone', async () => {
    const res = await program.get(
      `/requests.json?${inCity}&callback=alert&api_key=x&limit=1&foo=bar&__proto__=1`,
    )
    expect(res.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(res.headers['x-content-type-options']).toBe('nosniff')
    expect(JSON.parse(res.text)).toEqual(await list())
  })

  test('JSON is a bare list, never wrapped', async () => {
    expect(Array.isArray(await list())).toBe(true)
  })

  test('HEAD says what GET would', async () => {
    const head = await request(portal.app).head(`/open311/v2/requests.xml?${inCity}`)
    expect([head.status, head.headers['content-type'], head.text]).toEqual([
      200,
      'text/xml; charset=utf-8',
      undefined,
    ])
  })
})
