import fc from 'fast-check'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { toXml } from '../../src/features/open311/machine/xml.ts'
import { createCache } from '../../src/platform/cache/cache.ts'
import { connect } from '../../src/platform/db/client.ts'
import { liveIn } from '../support/lived-in.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { inCity, leavesAsText, type Program, parseXml, programOf, root, sparkOf } from './interface.ts'

let portal: Portal
let program: Program
let paths: string[]

beforeAll(async () => {
  portal = await openPortal()
  program = programOf(portal)
  await liveIn(portal, (text) => `${text} <b>қ & ұ</b>`)
  await portal.deps.db.category.update({
    where: { id: portal.cast.categories.potholes },
    data: {
      questions: [
        {
          code: 'depth',
          kind: 'choice',
          label: { kk: 'Тереңдігі', ru: 'Глубина', en: 'Depth' },
          options: [{ value: 'deep', label: { kk: 'Терең', ru: 'Глубокая', en: 'Deep' } }],
        },
        { code: 'wide', kind: 'number', label: { kk: 'Ені, см', ru: 'Ширина, см', en: 'Width, cm' } },
      ],
    },
  })
  portal.deps.cache.forget('')
  const [one] = await program.json<{ service_request_id: string }[]>(`/requests.json?${inCity}&page_size=1`)
  paths = [
    '/discovery.F',
    `/services.F?${inCity}`,
    `/services/potholes.F?${inCity}`,
    `/services/snow.F?${inCity}`,
    `/requests.F?${inCity}`,
    `/requests.F?${inCity}&extensions=true`,
    `/requests.F?${inCity}&page_size=1`,
    `/requests/${one?.service_request_id}.F?${inCity}&extensions=true`,
    `/servicerequestupdates.F?${inCity}`,
    `/requests.F?${inCity}&service_code=none`,
  ]
}, 120_000)
afterAll(() => portal?.close())

describe('1: each path in XML and JSON', () => {
  test('exact content type, XML declaration, UTF-8 with Kazakh letters', async () => {
    for (const path of paths) {
      const xml = await program.get(path.replace('.F', '.xml'))
      expect(xml.headers['content-type'], path).toBe('text/xml; charset=utf-8')
      expect(xml.text.startsWith('<?xml version="1.0" encoding="UTF-8"?>'), path).toBe(true)
      expect(xml.text, path).not.toContain('xmlns')
      await program.json(path.replace('.F', '.json'))
    }
    const requests = await program.get(`/requests.xml?${inCity}`)
    expect(requests.text).toContain('Аулаға кіреберісте үлкен шұңқыр бар.')
  })

  test('discovery says where, in which formats, and by which specification', async () => {
    const discovery = await program.json<Record<string, unknown>>('/discovery.json')
    expect(Object.keys(discovery)).toEqual(['changeset', 'contact', 'key_service', 'endpoints'])
    expect(discovery['changeset']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:00$/)
    expect(discovery['endpoints']).toEqual([
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: 'http://portal.test/open311/v2',
        changeset: discovery['changeset'],
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ])
    const { pathname } = new URL(String(discovery['key_service']))
    expect((await request(portal.app).get(pathname)).text).toContain('id="keys"')
  })

  test('the changeset moves when services are changed', async () => {
    const before = await program.json<{ changeset: string }>('/discovery.json')
    await portal.deps.db.settingChange.create({
      data: {
        ...{ cityId: portal.cast.city.id, kind: 'category', key: 'snow', version: 1 },
        ...{ at: new Date('2026-03-11T06:00:00Z'), takesEffectOn: new Date('2026-03-11T00:00:00Z') },
        ...{ staffId: portal.cast.staff.city_admin, after: {} },
      },
    })
    const after = await program.json<{ changeset: string }>('/discovery.json')
    expect(after.changeset).toBe('2026-03-11T11:00:00+05:00')
    expect(before.changeset < after.changeset).toBe(true)
  })

  test('services are the categories, definitions their questions', async () => {
    const services = await program.json<Record<string, unknown>[]>(`/services.json?${inCity}&lang=en`)
    expect(services.map((one) => one['service_code'])).toEqual([
      ...['snow', 'potholes', 'heating', 'lights', 'violence', 'other'],
    ])
    expect(services[1]).toMatchObject({
      ...{
        service_name: 'Pothole',
        metadata: true,
        type: 'realtime',
        keywords: 'шұңқыр, яма',
        group: 'Roads',
      },
    })
    expect(services[0]?.['metadata']).toBe(false)
    expect(await program.json(`/services/potholes.json?${inCity}&lang=en`)).toEqual({
      service_code: 'potholes',
      attributes: [
        {
          ...{ variable: true, code: 'depth', datatype: 'singlevaluelist', required: false },
          ...{ datatype_description: null, order: 1, description: 'Depth' },
          values: [{ key: 'deep', name: 'Deep' }],
        },
        {
          ...{ variable: true, code: 'wide', datatype: 'number', required: false },
          ...{ datatype_description: 'A whole number, 6 digits at most', order: 2, description: 'Width, cm' },
        },
      ],
    })
    expect(await program.json(`/services/snow.json?${inCity}`)).toEqual({
      service_code: 'snow',
      attributes: [],
    })
  })

  test('names in the language that is asked for, Kazakh unless asked', async () => {
    const name = async (query: string, headers?: Record<string, string>) => {
      const res = await program.get(`/services.json?${inCity}${query}`, headers)
      expect(res.headers['vary']).toContain('Accept-Language')
      return [JSON.parse(res.text)[0].service_name, res.headers['content-language']]
    }
    expect(await name('')).toEqual(['Қар', 'kk'])
    expect(await name('&lang=ru')).toEqual(['Снег', 'ru'])
    expect(await name('', { 'Accept-Language': 'de, en;q=0.8' })).toEqual(['Snow', 'en'])
    expect(await name('&lang=ru', { 'Accept-Language': 'en' })).toEqual(['Снег', 'ru'])
    expect(await name('&lang=xx')).toEqual(['Қар', 'kk'])
  })
})

/** XML 1.0, production 2. */
function isOfXml(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0
  if (code < 0x20) return code === 9 || code === 10 || code === 13
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff)
}

describe('2: XML and JSON agree', () => {
  test('under the Spark mapping: lists of one are arrays, what is empty is null', async () => {
    for (const path of paths) {
      const json = await program.json(path.replace('.F', '.json'))
      expect(await program.xml(path.replace('.F', '.xml')), path).toEqual(leavesAsText(json))
    }
    const one = await program.json<unknown[]>(`/requests.json?${inCity}&page_size=1`)
    expect(one).toHaveLength(1)
    expect(one[0]).toMatchObject({ address_id: null, zipcode: null, service_notice: null })
    expect(JSON.stringify(one)).not.toContain('""')
  })

  test('whatever the text, XML is well-formed and says the same', async () => {
    const words = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(words, async (texts) => {
        const xml = toXml(
          'errors',
          texts.map((description) => ({ code: '400', description })),
        )
        const read = (await parseXml(portal, xml)).children.map((error) => error.children[1]?.value)
        const possible = texts.map((text) => [...text].filter(isOfXml).join(''))
        expect(read).toEqual(possible)
      }),
      { numRuns: 40 },
    )
  })
})

describe('3: what is not there', () => {
  test('unknown suffix, unknown path, no suffix: 404, told in XML', async () => {
    for (const path of [
      '/services.yaml',
      '/nothing.xml',
      '/services',
      '/requests/1/2.xml',
      '/',
      '/tokens/x.xml',
    ]) {
      const res = await program.get(`${path}?${inCity}`)
      expect(res.status, path).toBe(404)
      expect(await sparkOf(portal, res.text), path).toEqual([
        { code: '404', description: expect.any(String) },
      ])
    }
    const [error] = await program.json<{ code: string }[]>('/nothing.json', 404)
    expect(error?.code).toBe('404')
  })

  test('unknown service, request, token, jurisdiction: 404', async () => {
    await program.json(`/services/none.json?${inCity}`, 404)
    await program.json(`/requests/2603-0000-0000.json?${inCity}`, 404)
    await program.json(`/requests/abc.json?${inCity}`, 404)
    await program.json('/tokens/abc.json', 404)
    await program.json('/services.json?jurisdiction_id=atlantis', 404)
  })

  test('which city must be said where there are several, and need not where there is one', async () => {
    const [error] = await program.json<{ description: string }[]>('/services.json', 400)
    expect(error?.description).toContain('synaqqala, basqaqala')
    const alone = await openPortal()
    try {
      await alone.deps.db.city.delete({ where: { id: alone.cast.otherCity.id } })
      expect(await programOf(alone).json<unknown[]>('/services.json')).toHaveLength(6)
      await programOf(alone).json('/services.json?jurisdiction_id=other', 404)
    } finally {
      await alone.close()
    }
  })
})

test('4: an empty parameter is as good as none', async () => {
  const all = await program.json(`/requests.json?${inCity}`)
  const empty =
    'status=&service_code=&start_date=&end_date=&service_request_id=&q=&bbox=&page=&page_size=&lang='
  expect(await program.json(`/requests.json?${inCity}&${empty}`)).toEqual(all)
})

describe('14: errors', () => {
  test('are an array in both formats and name all that is wrong', async () => {
    const path = (format: string) => `/requests.${format}?${inCity}&status=lost&page=0&start_date=yesterday`
    const json = await program.json<unknown[]>(path('json'), 400)
    expect(json).toHaveLength(3)
    for (const error of json) expect(error).toEqual({ code: '400', description: expect.any(String) })
    expect(await program.xml(path('xml'), 400)).toEqual(json)
  })

  test('are told so too when something is thrown, without a word about what', async () => {
    const nowhere = connect('postgres://nobody@127.0.0.1:1/none', { connectTimeoutMs: 500 })
    const { db, pool } = nowhere
    const broken = createApp({ ...portal.deps, db, pool, cache: createCache() })
    const busy = await request(broken).get(`${root}/services.json?${inCity}`)
    expect([busy.status, busy.headers['retry-after'], busy.headers['cache-control']]).toEqual([
      503,
      '10',
      'no-store',
    ])
    expect(JSON.parse(busy.text)).toEqual([{ code: '503', description: expect.any(String) }])
    await nowhere.close()

    const cache = { ...createCache(), get: () => Promise.reject(new Error('a secret of the inside')) }
    const failing = createApp({ ...portal.deps, cache })
    const json = await request(failing).get(`${root}/services.json?${inCity}`)
    expect([json.status, JSON.parse(json.text)]).toEqual([
      500,
      [{ code: '500', description: expect.any(String) }],
    ])
    const xml = await request(failing).get(`${root}/services.xml?${inCity}`)
    expect(await sparkOf(portal, xml.text)).toEqual([{ code: '500', description: expect.any(String) }])
    expect(json.text + xml.text).not.toContain('secret')
  })

  test('are told so too by what reads bodies', async () => {
    const post = (type: string, body: string) =>
      request(portal.app).post(`${root}/requests.json`).set('Content-Type', type).send(body)
    const long = await post('application/x-www-form-urlencoded', `description=${'a'.repeat(70_000)}`)
    expect([long.status, JSON.parse(long.text)[0].code]).toEqual([413, '413'])
    const odd = await post('application/x-www-form-urlencoded; charset=utf-7', 'a=b')
    expect([odd.status, JSON.parse(odd.text)[0].code]).toEqual([400, '400'])
    const cut = await post(
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="api_key"',
    )
    expect([cut.status, JSON.parse(cut.text)[0].code]).toEqual([403, '403'])
  })

  test('other methods find nothing', async () => {
    for (const method of ['put', 'patch', 'delete'] as const) {
      const res = await request(portal.app)[method](`${root}/requests.json?${inCity}`)
      expect([res.status, JSON.parse(res.text)[0].code]).toEqual([404, '404'])
    }
  })
})

describe('reading is open to all', () => {
  test('to pages of other sites, by GET alone, and without a cookie', async () => {
    const read = await program.get(`/services.json?${inCity}`, { Origin: 'https://news.example' })
    expect(read.headers['access-control-allow-origin']).toBe('*')
    expect(read.headers['set-cookie']).toBeUndefined()
    const missing = await program.get('/nothing.json')
    expect(missing.headers['access-control-allow-origin']).toBe('*')
    const written = await program.post('/requests.json', {}, { Origin: 'https://news.example' })
    expect([written.status, written.headers['access-control-allow-origin']]).toEqual([403, undefined])
  })

  test('and what has not changed is not sent again', async () => {
    for (const path of paths.map((one) => one.replace('.F', '.json'))) {
      const first = await program.get(path)
      expect(first.headers['cache-control'], path).toMatch(/^public, (no-cache|max-age=300)/)
      const again = await program.get(path, { 'If-None-Match': String(first.headers['etag']) })
      expect([again.status, again.text], path).toEqual([304, ''])
    }
  })

  test('within a rate that one network may have', async () => {
    const { app } = portal
    const calm = await request(app).get(`${root}/discovery.json`)
    expect(calm.status).toBe(200)
    const fresh = createApp(portal.deps)
    const asked = Array.from({ length: 302 }, () => request(fresh).get(`${root}/requests.json`))
    const statuses = await Promise.all(asked)
    const refused = statuses.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(2)
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.parse(refused[0]?.text ?? '')[0].code).toBe('429')
  })
})
